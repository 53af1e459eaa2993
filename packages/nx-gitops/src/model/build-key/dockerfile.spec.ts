import { expect, it } from 'vitest';
import { findBaseImages } from './dockerfile.ts';

it('finds the bases of all stages, each once, and no stages', () => {
  const text = `# syntax=docker/dockerfile:1
FROM --platform=$BUILDPLATFORM node:22 AS build
from golang:1.26 as tools
FROM build AS test
FROM scratch
FROM node:22
`;
  expect(findBaseImages(text)).toEqual(['node:22', 'golang:1.26']);
});

import { describe, expect, it } from 'vitest';

import { findBaseNames } from './find-base-names.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('findBaseNames', () => {
  it.each([
    'node',
    'node:20-bookworm-slim',
    `node:20-bookworm-slim@${digest}`,
    `node@${digest}`,
    'docker.io/library/node:22',
    'docker.io/node:22',
    'library/node:22',
  ])('finds %s as it is written', (name) => {
    expect(findBaseNames(`FROM ${name}\n`)).toEqual([name]);
  });

  it('reads platforms, stages, continued lines and lower case', () => {
    const dockerfile =
      'from --platform=linux/amd64 node:20 AS build\nFROM \\\n  node:22-slim\nFROM build\nFROM node:20\n';
    expect(findBaseNames(dockerfile)).toEqual(['node:20', 'node:22-slim']);
  });

  it('fills in the defaults of arguments', () => {
    expect(
      findBaseNames('ARG VERSION=20\nARG BASE="node:$VERSION"\nFROM node:${VERSION}-slim\n'),
    ).toEqual(['node:20-slim']);
  });

  it('leaves other images alone', () => {
    expect(
      findBaseNames(
        'FROM scratch\nFROM alpine:3\nFROM ghcr.io/acme/node:20\nFROM nodejs:20\n# FROM node:1\n',
      ),
    ).toEqual([]);
  });
});

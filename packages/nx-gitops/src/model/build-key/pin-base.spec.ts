import { expect, it } from 'vitest';
import { findPinnedBases, pinBase } from './pin-base.ts';

const dockerfile = `FROM --platform=$BUILDPLATFORM r.example:5000/node:22@sha256:aa AS build
FROM build AS test
FROM busybox
FROM alpine@sha256:bb
FROM r.example:5000/node:22@sha256:aa
`;

it('finds the bases that have a tag and a digest', () => {
  expect(findPinnedBases(dockerfile)).toEqual([
    { name: 'r.example:5000/node:22', digest: 'sha256:aa' },
  ]);
});

it('changes the digest wherever the base is named, and nothing else', () => {
  const [base] = findPinnedBases(dockerfile);
  expect(pinBase(dockerfile, base!, 'sha256:cc')).toBe(
    dockerfile.replaceAll('sha256:aa', 'sha256:cc'),
  );
});

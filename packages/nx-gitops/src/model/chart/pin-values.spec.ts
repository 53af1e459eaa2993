import { expect, it } from 'vitest';
import { pinValues } from './pin-values.ts';

const locks = new Map([['catalog', 'registry.example/catalog@sha256:0']]);

it.each([
  ['sidecar: { image: catalog }', 'sidecar: { image: registry.example/catalog@sha256:0 }'],
  ['image: "catalog" # ours', 'image: "registry.example/catalog@sha256:0" # ours'],
  ['all:\n  - image: catalog', 'all:\n  - image: registry.example/catalog@sha256:0'],
])('pins %j', (text, pinned) => {
  expect(pinValues(`${text}\n`, locks)).toBe(`${pinned}\n`);
});

it.each(['image: catalog-db\n', 'image:\n  repository: catalog\n', 'name: catalog\n', '{{ x }\n'])(
  'leaves %j as it is',
  (text) => {
    expect(pinValues(text, locks)).toBe(text);
  },
);

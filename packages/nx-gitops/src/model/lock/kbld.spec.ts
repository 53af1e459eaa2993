import { expect, it } from 'vitest';
import { parseKbld } from './kbld.ts';

const destination = `---
apiVersion: kbld.k14s.io/v1alpha1
kind: ImageDestinations
destinations:
- image: demo-service
  newImage: docker.io/starptech/demo-service
`;

const seed = `#! Required reference to trigger build and push
image: demo-service
---
apiVersion: kbld.k14s.io/v1alpha1
kind: Sources
sources:
- image: demo-service
  path: .
---
#! where to push
${destination}`;

it('reads the kbld.yaml of the seed, with paths relative to its folder', () => {
  expect(parseKbld(seed, 'demo-service-repository/kbld.yaml')).toEqual([
    {
      image: 'demo-service',
      context: 'demo-service-repository',
      dockerfile: 'demo-service-repository/Dockerfile',
      target: undefined,
      rawOptions: [],
      kbldBuilder: undefined,
      destination: 'docker.io/starptech/demo-service',
    },
  ]);
});

it('takes a context above the service and a Dockerfile inside of it', () => {
  const text = `kind: Sources
sources:
- image: demo-service
  path: ../..
  docker: {build: {file: apps/demo/Dockerfile, target: release}}
${destination}`;
  expect(parseKbld(text, 'apps/demo/kbld.yaml')).toMatchObject([
    { context: '.', dockerfile: 'apps/demo/Dockerfile', target: 'release' },
  ]);
});

it.each([
  [
    'lacks Sources',
    destination,
    /KBLD_INVALID: a\/kbld\.yaml: Expected a document of kind Sources/,
  ],
  [
    'has an empty list',
    `kind: Sources\nsources: []\n${destination}`,
    /a\/kbld\.yaml:2: sources: Expected at least one/,
  ],
  [
    'lacks a path',
    `kind: Sources\nsources:\n- image: x\n${destination}`,
    /a\/kbld\.yaml:3: sources\.0\.path/,
  ],
  [
    'lacks the destination',
    'kind: Sources\nsources:\n- {image: x, path: .}\n',
    /Image "x" has no destination/,
  ],
  ['is not YAML', 'kind: [\n', /YAML_INVALID: a\/kbld\.yaml/],
])('refuses a file that %s', (_, text, message) => {
  expect(() => parseKbld(text, 'a/kbld.yaml')).toThrow(message);
});

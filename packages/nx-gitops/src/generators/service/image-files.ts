import type { Tree } from '@nx/devkit';
import type { Files } from '../write-missing.ts';
import { findEntry } from './find-entry.ts';
import { serviceKinds } from './kinds/find-kind.ts';
import type { ServicePlan } from './normalize-options.ts';

/** What makes a project a service: kbld.yaml, and the Dockerfile that it builds. */
export function imageFiles(tree: Tree, plan: ServicePlan): Files {
  const { name, kind, output, isNew, root } = plan;
  const { dockerfile, dockerignore, support } = serviceKinds[kind];
  const files = isNew ? [] : filesOf(tree, root);
  const isInside = output.context === '.';
  return {
    'kbld.yaml': kbldText(plan),
    Dockerfile: dockerfile({
      name,
      files,
      entry: findEntry(tree, { root, kind, output: output.folder }, files),
      output: output.folder,
      prefix: isInside ? '' : `${root}/`,
    }),
    ...support,
    ...(isInside ? { '.dockerignore': dockerignore } : {}),
  };
}

const filesOf = (tree: Tree, root: string): readonly string[] => [
  ...tree.children(root),
  ...tree.children(`${root}/cmd`).map((command) => `cmd/${command}`),
];

const kbldText = ({ name, root, destination, output }: ServicePlan): string =>
  `apiVersion: kbld.k14s.io/v1alpha1
kind: Sources
sources:
  - image: ${name}
    path: ${output.context}
${
  output.context === '.'
    ? ''
    : `    docker:
      build:
        file: ${root}/Dockerfile
`
}---
apiVersion: kbld.k14s.io/v1alpha1
kind: ImageDestinations
destinations:
  - image: ${name}
    newImage: ${destination}
`;

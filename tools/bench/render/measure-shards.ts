import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measure, type Measured } from './measure.ts';

export const shardColumns = [
  'kubectl kustomize',
  'render, kustomization',
  'kube-score',
  'validate, score',
] as const;

const kustomization = 'commonAnnotations:\n  team: shop\n';
const settings = `application: shop
namespace: shop
services: []
validate:
  skip: [schema, api-versions, images, locks, secrets, policy]
  score: {fail: never}
`;

/** kustomize and kube-score alone, over everything at once, and as nx-gitops calls them. */
export function measureShards(
  root: string,
  bin: string,
  workspace: string,
  size: number,
): Map<(typeof shardColumns)[number], Measured> {
  const run = (...command: string[]): Measured => measure(workspace, command, bin);
  const own = (...args: string[]): Measured =>
    run(process.execPath, join(root, 'packages/nx-gitops/bin/nx-gitops.mjs'), ...args);
  const write = (path: string, text: string): void => {
    mkdirSync(join(workspace, path, '..'), { recursive: true });
    writeFileSync(join(workspace, path), text);
  };
  const state = readFileSync(join(workspace, 'shop/.release/state.yaml'), 'utf8');
  write('plain/all/state.yaml', state);
  write('plain/all/kustomization.yaml', `resources: [state.yaml]\n${kustomization}`);
  write('shop/gitops.yaml', settings);
  const taken = new Map<(typeof shardColumns)[number], Measured>();
  // With a thousand services kustomize alone takes ten minutes.
  if (size <= 200) taken.set('kubectl kustomize', run('kubectl', 'kustomize', 'plain/all'));
  const score = 'kube-score score -o json --exit-one-on-warning=false plain/all/state.yaml || true';
  taken.set('kube-score', run('sh', '-c', score));
  taken.set('validate, score', own('validate'));
  write('shop/overlays/kustomization.yaml', kustomization);
  write('shop/gitops.yaml', `${settings}overlays:\n  - kustomize: overlays\n`);
  taken.set('render, kustomization', own('render'));
  return taken;
}

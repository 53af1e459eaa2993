import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { chooseCluster } from './choose-cluster.ts';

const folder = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
const [first, second] = ['first', 'second'].map((name) => {
  const path = join(folder, name);
  writeFileSync(path, `contexts:\n  - name: ${name}\n`);
  return path;
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('chooseCluster', () => {
  it('starts an own control plane unless a context is named', () => {
    expect(chooseCluster({ KUBECONFIG: `${first}` })).toBeUndefined();
  });

  it('takes the file that has the context', () => {
    const env = { KUBECONFIG: `${first}:${second}`, NX_GITOPS_CONTEXT: 'second' };
    expect(chooseCluster(env)).toEqual({ context: 'second', kubeconfig: second });
  });

  it('refuses a context that is nowhere', () => {
    const env = { KUBECONFIG: `${first}`, NX_GITOPS_CONTEXT: 'third' };
    expect(() => chooseCluster(env)).toThrow(
      'NX_GITOPS_CONTEXT names the context "third", which is not in',
    );
  });
});

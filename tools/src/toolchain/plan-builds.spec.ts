import { describe, expect, it } from 'vitest';

import { planBuilds } from './plan-builds.ts';
import { toolList, toolsOf } from './tool-list.ts';

const row = (version: string) => ({ version, minimum: version, versionArgs: [], install: '' });
const table = {
  kbld: row('0.46.0'),
  crane: row('0.22.1'),
  kubectl: row('1.37.2'),
  'kube-apiserver': row('1.37.2'),
};
const groupsOf = (tools: typeof toolList) =>
  planBuilds(tools, table).map((build) => build.tools.map(({ name }) => name).join(' '));

describe('planBuilds', () => {
  it('compiles what the first steps need first', () => {
    expect(groupsOf(toolList)).toMatchInlineSnapshot(`
      [
        "crane kbld registry runc-unfiltered",
        "buildctl buildkitd",
        "runc",
        "helm kubeconform kapp",
        "etcd",
        "kube-apiserver",
        "kube-controller-manager kube-scheduler kubectl",
        "kwok",
        "sops age age-keygen ytt",
        "kube-score kustomize actionlint",
        "conftest",
        "ko",
      ]
    `);
  });

  it('builds only what is absent', () => {
    expect(groupsOf(toolList.filter(({ name }) => name === 'kubectl' || name === 'kbld'))).toEqual([
      'kbld',
      'kubectl',
    ]);
  });

  it('tells the linker the versions, with the prefix that each project uses', () => {
    const [build] = planBuilds(toolsOf(['images']), table);
    expect(build?.flags.at(-1)).toBe(
      '-ldflags=-s -w -X github.com/google/go-containerregistry/cmd/crane/cmd.Version=v0.22.1 -X carvel.dev/kbld/pkg/kbld/version.Version=0.46.0',
    );
  });

  it('gives Kubernetes its major and minor version, too', () => {
    const [build] = planBuilds(
      toolList.filter(({ name }) => name === 'kubectl'),
      table,
    );
    expect(build?.flags.at(-1)).toContain(
      'version.gitVersion=v1.37.2 -X k8s.io/component-base/version.gitMajor=1',
    );
  });

  it('compiles C only for runc', () => {
    const withC = planBuilds(toolList, table).filter(
      ({ environment }) => environment['CGO_ENABLED'] === '1',
    );
    expect(withC.map(({ module }) => module)).toEqual(['runc']);
  });
});

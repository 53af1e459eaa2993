import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findImages, isByDigest } from '../../src/model/lock/images-in-manifests.ts';
import { lockThirdParty } from '../../src/stages/lock/lock-third-party.ts';
import { readWorkingTree } from '../../src/workspace/sources.ts';
import { readWorkspace } from '../../src/workspace/workspace.ts';
import { kubectl } from '../workspace/cluster.ts';
import { packPublicChart, publicCharts } from '../workspace/public-charts.ts';
import { startRegistry, type Registry } from '../workspace/registry.ts';
import { openStage, renderStage } from '../workspace/render-stage.ts';
import { pushStandIn } from '../workspace/seed.ts';
import { createWorkspace, type Workspace } from '../workspace/workspace.ts';

const umbrella = 'config-repository/umbrella-chart';

let registry: Registry;
let workspace: Workspace;

/** Of a kind whose CRD comes with the same release. */
const policy = (action: string): string => `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata:
  name: {id}
spec:
  validationFailureAction: ${action}
  rules:
    - name: owner
      match: { any: [{ resources: { kinds: [Namespace] } }] }
      validate: { message: name an owner, pattern: { metadata: { labels: { owner: '?*' } } } }
`;

beforeAll(async () => {
  registry = await startRegistry();
  const to = `oci://${registry.address}/charts`;
  let dependencies = '';
  for (const chart of publicCharts) {
    await execa('helm', ['push', await packPublicChart(chart), to, '--plain-http']);
    dependencies += `  - { name: ${chart.name}, version: ${chart.version}, repository: '${to}' }\n`;
  }
  workspace = await createWorkspace({
    'nx.json': '{}',
    '.gitignore': 'node_modules\n.nx\n.nx-gitops\n',
    'config-repository/gitops.yaml':
      "application: public\nnamespace: {id}\nkubernetes: '1.37.2'\nwaitTimeout: 3m\nvalidate:\n  score: { fail: never }\n",
    [`${umbrella}/Chart.yaml`]: `apiVersion: v2\nname: public\nversion: 0.1.0\ndependencies:\n${dependencies}`,
    [`${umbrella}/values.yaml`]:
      'cilium: { operator: { replicas: 1 }, hubble: { enabled: false } }\n',
    [`${umbrella}/templates/policy.yaml`]: policy('Audit'),
  });
  const { exitCode, stderr } = await workspace.cli('charts', 'update');
  expect(exitCode, stderr).toBe(0);
});

/** What has no namespace would be there for the specs that follow; nobody waits for it. */
afterAll(async () => {
  const label = 'kapp.k14s.io/app';
  const path = label.replaceAll('.', '\\.');
  const crd = ['get', 'crd', 'policies.kyverno.io', '--ignore-not-found'];
  const app = await kubectl([...crd, `--output=jsonpath={.metadata.labels.${path}}`]);
  const kinds = 'crd,clusterrole,clusterrolebinding,validatingwebhookconfiguration,namespace';
  await kubectl(['delete', kinds, `--selector=${label}=${app || 'none'}`, '--wait=false']);
  await kubectl(['delete', 'namespace', workspace.id, '--wait=false', '--ignore-not-found']);
  await Promise.all([registry?.stop(), workspace?.dispose()]);
});

/** Nobody can ask the registries of others here: their images have stand-ins, by the names that Helm alone prints. */
async function pushStandIns(): Promise<void> {
  const chart = `${workspace.root}/${umbrella}`;
  const { stdout } = await execa('helm', ['template', 'public', chart, '--skip-tests']);
  const images = [...stdout.matchAll(/^\s*(?:- )?image: "?([^"\s]+)"?$/gm)].map(([, one]) => one);
  for (const image of new Set(images)) {
    if (image !== undefined && !isByDigest(image)) await pushStandIn(workspace, image, image);
  }
}

it('renders charts of others from a registry, every image by digest, no hook of a deletion', async () => {
  await pushStandIns();
  const [repository] = (await readWorkspace(await readWorkingTree(workspace.root))).repositories;
  const services = { repository: repository!, serviceImages: new Set<string>() };
  const locked = await lockThirdParty(services, await openStage(workspace));
  expect(locked.map(({ image }) => image)).toEqual(
    expect.arrayContaining([
      'quay.io/cilium/cilium:v1.18.3',
      'reg.kyverno.io/kyverno/kyverno:v1.15.2',
    ]),
  );
  const { objects, state } = await renderStage(workspace);
  expect(objects).toBe(108);
  const images = findImages(state, 'state.yaml').map(({ image }) => image);
  expect(images.length).toBeGreaterThan(15);
  expect(images.filter((image) => !isByDigest(image))).toEqual([]);
  expect(state).toContain('helm.sh/hook: post-upgrade');
  expect(state).not.toContain('helm.sh/hook: pre-delete');
  expect((await renderStage(workspace)).changed).toBe(false);
});

it('validates them, custom resources by the CRDs that they bring', async () => {
  const good = await workspace.cli('validate');
  expect(good.exitCode, good.stdout + good.stderr).toBe(0);
  expect(good.stdout).toMatch(/schema +108 objects against Kubernetes 1\.37\.2$/m);
  expect(good.stdout).toMatch(/score +kube-score, .* \d+ warnings/);
  const state = 'config-repository/.release/state.yaml';
  const text = await workspace.read(state);
  await workspace.write(state, `${text}---\n${policy('Whatever').replace('{id}', 'other')}`);
  const bad = await workspace.cli('validate', '--skip=score', '--format=json');
  expect(bad.exitCode).toBe(1);
  const { findings } = JSON.parse(bad.stdout) as { findings: object[] };
  expect(findings).toMatchObject([{ rung: 'schema', object: 'ClusterPolicy other' }]);
  await workspace.write(state, text);
});

it('deploys them; the plan is empty then, and nothing drifts', async () => {
  const deployed = await workspace.cli('deploy', '--yes');
  expect(deployed.exitCode, deployed.stderr).toBe(0);
  const phases = await kubectl([
    ...['get', 'pods', `--namespace=${workspace.id}`],
    '--output=jsonpath={range .items[*]}{.metadata.generateName} {.status.phase}{"\\n"}{end}',
  ]);
  expect(phases).toMatch(/^kyverno-admission-controller-\w+- Running$/m);
  expect(phases).toMatch(/^cilium- Running$/m);
  expect(phases).toMatch(/^public-external-secrets-webhook-\w+- Running$/m);
  expect(phases).toMatch(/^public-kyverno-migrate-resources- Succeeded$/m);
  expect(await kubectl(['get', 'clusterpolicies', '--output=name'])).toContain(workspace.id);
  const plan = await workspace.cli('diff');
  expect(plan.stdout).toBe('default (nx-gitops-local): nothing to change');
  const drift = await workspace.cli('drift');
  expect([drift.exitCode, drift.stdout]).toEqual([0, 'default: no drift']);
});

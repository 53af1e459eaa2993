import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { render } from '../../src/stages/render/render.ts';
import { openTools } from '../../src/tools/run-tool.ts';
import { readWorkingTree } from '../../src/workspace/sources.ts';
import { findEnvironment, readWorkspace } from '../../src/workspace/workspace.ts';
import { restore } from '../workspace/small.ts';
import { createVault, type Vault, vaultFiles } from '../workspace/vault.ts';

const folder = 'config-repository/environments/staging';
const settings = 'config-repository/gitops.yaml';
const state = 'config-repository/.release/staging/state.yaml';

let vault: Vault;

/** More objects than kustomize is given at once, one of them in flow style. */
const many = `{{- range $at := until 320 }}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: "map-{{ $at }}" }
data: { at: "{{ $at }}", answer: "yes" }
{{- end }}
`;

beforeAll(async () => {
  vault = await createVault({
    'config-repository/umbrella-chart/templates/maps.yaml': many,
    'config-repository/umbrella-chart/templates/app.yaml':
      vaultFiles['config-repository/umbrella-chart/templates/app.yaml']!,
  });
  await vault.seal(
    `${folder}/database.sops.yaml`,
    'apiVersion: v1\nkind: Secret\nmetadata:\n  name: database\nstringData:\n  password: k3Xw9Pz2LmQ8vR\n',
  );
  await vault.workspace.commit('feat: secrets');
});

afterEach(() => restore(vault.workspace));

afterAll(() => vault?.dispose());

/** Renders, and answers the snapshot. */
async function rendered(): Promise<string> {
  const { root, read } = vault.workspace;
  const workspace = await readWorkspace(await readWorkingTree(root));
  const repository = workspace.repositories[0]!;
  const environment = findEnvironment(repository, 'staging');
  const silent = (): void => undefined;
  const stage = { root, run: openTools(root), platform: {}, dryRun: false };
  await render({ repository, environment, services: [] }, {
    ...stage,
    report: silent,
    detail: silent,
  } as never);
  return read(state);
}

const document = (snapshot: string, kind: string, name: string): string =>
  snapshot
    .split(/^---\n/m)
    .find((text) => text.includes(`kind: ${kind}\n`) && text.includes(`  name: ${name}\n`)) ?? '';

const write = (path: string, text: string): Promise<void> =>
  vault.workspace.write(`config-repository/${path}`, text);

const declare = (overlays: string): Promise<void> =>
  vault.workspace.edit(settings, (text) => `overlays:\n${overlays}${text}`);

const script = async (path: string, body: string): Promise<void> => {
  await write(path, `#!/usr/bin/env node\n${body}`);
  await chmod(join(vault.workspace.root, 'config-repository', path), 0o755);
};

it('finds a kustomization by convention: strategic merge and JSON patches, shard by shard', async () => {
  await write(
    'environments/staging/kustomization.yaml',
    `patches:
  - path: replicas.yaml
  - target: { kind: ConfigMap, name: map-3.* }
    patch: |-
      - op: add
        path: /data/patched
        value: "on"
`,
  );
  await write(
    'environments/staging/replicas.yaml',
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\n  namespace: ${vault.workspace.id}-staging\nspec:\n  replicas: 7\n`,
  );
  const snapshot = await rendered();
  expect(document(snapshot, 'Deployment', 'app')).toContain('replicas: 7\n');
  expect(document(snapshot, 'ConfigMap', 'map-300')).toContain('patched: "on"');
  expect(document(snapshot, 'ConfigMap', 'map-3')).toContain('answer: "yes"');
  expect(document(snapshot, 'ConfigMap', 'map-299')).not.toContain('patched');
  expect(snapshot.match(/^kind: ConfigMap$/gm)).toHaveLength(320);
  expect(snapshot.endsWith(await vault.workspace.read(`${folder}/database.sops.yaml`))).toBe(true);
  expect(await rendered()).toBe(snapshot);
});

it('builds components, packages, generators and replacements over the whole release', async () => {
  await write(
    'components/team/kustomization.yaml',
    'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n  - path: team.yaml\n    target: { kind: Deployment }\n',
  );
  await write(
    'components/team/team.yaml',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: any\n  labels: { team: shop }\n',
  );
  await write(
    'environments/staging/kustomization.yaml',
    `components: [../../components/team]
resources: [../../packages/limits]
configMapGenerator:
  - name: settings
    files: [settings.txt]
    options: { disableNameSuffixHash: true }
replacements:
  - source: { kind: ConfigMap, name: map-7, fieldPath: data.at }
    targets:
      - select: { kind: Deployment, name: app }
        fieldPaths: [metadata.annotations.at]
        options: { create: true }
`,
  );
  await write('environments/staging/settings.txt', 'loud\n');
  await write('packages/limits/kustomization.yaml', 'resources: [limits.yaml]\n');
  await write(
    'packages/limits/limits.yaml',
    'apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: limits\nspec: { limits: [] }\n',
  );
  const snapshot = await rendered();
  const app = document(snapshot, 'Deployment', 'app');
  expect(app).toContain('team: shop\n');
  expect(app).toContain('at: "7"\n');
  expect(document(snapshot, 'ConfigMap', 'settings')).toContain('settings.txt: |');
  expect(document(snapshot, 'LimitRange', 'limits')).toContain('limits: []');
});

it('refuses a patch of an object that no chart makes', async () => {
  await write(
    'environments/staging/kustomization.yaml',
    'patches:\n  - patch: |-\n      apiVersion: v1\n      kind: ConfigMap\n      metadata:\n        name: gone\n      data: {}\n',
  );
  await expect(rendered()).rejects.toThrow(
    `OVERLAY_FAILED: The overlay ${folder} patches ConfigMap gone, which no chart makes`,
  );
});

const teams = `#@ load("@ytt:overlay", "overlay")
#@ load("@ytt:data", "data")
#@overlay/match by=overlay.subset({"kind": "Deployment"})
---
metadata:
  #@overlay/match missing_ok=True
  labels:
    #@overlay/match missing_ok=True
    team: #@ data.values.team
`;

it('goes through shared overlays in their order, then those of the environment', async () => {
  await declare(`  - ytt: [ytt]\n  - command: [./label.mjs, "team: shop", "team: \\"yes\\""]\n`);
  await write('ytt/schema.yaml', '#@data/values-schema\n---\nteam: nobody\n');
  await write('ytt/values.yaml', '#@data/values\n---\nteam: shop\n');
  await write('ytt/overlay.yaml', teams);
  await script(
    'label.mjs',
    `import { readFileSync } from 'node:fs';
const text = readFileSync(0, 'utf8');
if (/ENC\\[|sops|password/.test(text)) throw new Error('a secret');
if (!text.includes('name: database')) throw new Error('no skeleton');
process.stdout.write(text.replace(process.argv[2], process.argv[3]));
`,
  );
  await write(
    'environments/staging/replicas.ytt.yaml',
    teams.replace('team: #@ data.values.team', 'tier: own').replace(/#@ load\("@ytt:data.*\n/, ''),
  );
  const app = document(await rendered(), 'Deployment', 'app');
  expect(app).toContain('team: "yes"\n');
  expect(app).toContain('tier: own\n');
});

it('names the file of ytt that does not fit its schema', async () => {
  await declare('  - ytt: [ytt]\n');
  await write('ytt/schema.yaml', '#@data/values-schema\n---\nteam: nobody\n');
  await write('ytt/values.yaml', '#@data/values\n---\nteam: 3\n');
  await expect(rendered()).rejects.toThrow(
    /OVERLAY_FAILED: The overlay config-repository\/ytt fails: [^]*values\.yaml/,
  );
});

/** A function as the specification has it: a ResourceList from stdin to stdout; JSON is YAML. */
const fn = `import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
const { parse } = createRequire('{root}/package.json')('yaml');
const list = parse(readFileSync(0, 'utf8'));
const { team, refuse } = list.functionConfig.data;
for (const item of list.items) {
  if (item.kind === 'Deployment') item.metadata.labels = { ...item.metadata.labels, team };
}
list.items.push({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'made', annotations: { 'internal.config.kubernetes.io/index': '0' } }, data: { large: 'no' } });
if (refuse) list.results = [{ severity: 'error', message: 'not on Fridays', resourceRef: { kind: 'Deployment', name: 'app' } }];
process.stdout.write(JSON.stringify(list));
if (refuse) process.exitCode = 1;
`;

it('runs a function on a ResourceList, with its functionConfig and its results', async () => {
  await declare('  - function: { exec: [./set-team.mjs], config: team.yaml }\n');
  await script('set-team.mjs', fn.replace('{root}', join(vault.workspace.root)));
  const config =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: team }\ndata: { team: "on" }\n';
  await write('team.yaml', config);
  const snapshot = await rendered();
  expect(document(snapshot, 'Deployment', 'app')).toContain('team: "on"\n');
  const made = document(snapshot, 'ConfigMap', 'made');
  expect(made).toContain('large: "no"');
  expect(made).not.toContain('annotations');
  await write('team.yaml', config.replace('}\n', '}\n').replace('team: "on"', 'refuse: "1"'));
  await expect(rendered()).rejects.toThrow(
    'OVERLAY_FAILED: The overlay ./set-team.mjs refuses: Deployment app: not on Fridays',
  );
  expect(await vault.workspace.read(state)).toBe(snapshot);
});

it('refuses a command that fails, emits nothing or bad YAML, or makes an object twice', async () => {
  const cases: [string, string][] = [
    ['process.stderr.write("out of ideas"); process.exit(3)', 'fails (exit code 3): out of ideas'],
    ['', 'emits nothing'],
    ['process.stdout.write("a: [")', 'emits bad YAML'],
    ['process.stdout.write("a: 1")', 'makes a document without apiVersion, kind or metadata.name'],
    [
      `const map = '---\\napiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: a\\n'; process.stdout.write(map + map)`,
      'makes ConfigMap a twice',
    ],
  ];
  await declare('  - command: [./step.mjs]\n');
  for (const [body, problem] of cases) {
    await script('step.mjs', body);
    await expect(rendered()).rejects.toThrow(`OVERLAY_FAILED: The overlay ./step.mjs ${problem}`);
  }
  await vault.workspace.remove('config-repository/step.mjs');
  await expect(rendered()).rejects.toThrow('cannot be started: there is no such program');
});

it('does not let an overlay change an encrypted object, unless it does not see it', async () => {
  const overlay = 'environments/staging/kustomization.yaml';
  await write(overlay, 'labels:\n  - pairs: { team: shop }\n');
  await expect(rendered()).rejects.toThrow('changes Secret database, which is encrypted');
  await declare(`  - kustomize: team\n    secrets: hidden\n`);
  await vault.workspace.remove(`config-repository/${overlay}`);
  await write('team/kustomization.yaml', 'labels:\n  - pairs: { team: shop }\n');
  const snapshot = await rendered();
  expect(document(snapshot, 'ConfigMap', 'map-319')).toContain('team: shop');
  expect(snapshot.endsWith(await vault.workspace.read(`${folder}/database.sops.yaml`))).toBe(true);
});

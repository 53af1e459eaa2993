// nx-gitops-allow-file: the secrets of this test open nothing
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { kubectl } from '../workspace/cluster.ts';
import { expectError, runCli } from '../workspace/refusal.ts';
import { restore } from '../workspace/small.ts';
import { vaultFiles } from '../workspace/vault.ts';
import { createWorkspace, type Workspace } from '../workspace/workspace.ts';

const state = 'config-repository/.release/staging/state.yaml';
const settings = 'config-repository/gitops.yaml';

let workspace: Workspace;

const app = vaultFiles['config-repository/umbrella-chart/templates/app.yaml']!.replace(
  / {10}envFrom:[^]*/,
  '',
).replace('spec:\n', 'spec:\n  replicas: {{ .Values.replicas }}\n');

beforeAll(async () => {
  workspace = await createWorkspace({
    ...vaultFiles,
    'config-repository/umbrella-chart/templates/app.yaml': app,
    [settings]: `${vaultFiles[settings]!}    validate:
      ignore:
        - rule: pod-networkpolicy
          object: Deployment/app
          reason: the mesh decides
`,
  });
  const { exitCode, output } = await workspace.nx('run', 'config-repository:deploy');
  expect(exitCode, output).toBe(0);
  await workspace.commit('chore: release');
});

afterEach(() => restore(workspace));

afterAll(() => workspace?.dispose());

interface Report {
  readonly rungs: readonly { name: string; state: string; summary: string; ignored: number }[];
  readonly findings: readonly Readonly<Record<string, unknown>>[];
}

/** Adds objects to the snapshot and validates it. */
async function validate(added: string, ...args: string[]): Promise<Report & { exitCode: number }> {
  await workspace.git('checkout', '--quiet', '--', state);
  await workspace.edit(state, (text) => text + added);
  const { exitCode, stdout, stderr } = await workspace.cli('validate', '--format=json', ...args);
  expect(stdout, stderr).not.toBe('');
  return { ...(JSON.parse(stdout) as Report), exitCode };
}

const findingsOf = ({ findings }: Report, rung: string) =>
  findings.filter((finding) => finding['rung'] === rung);

const crd = `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: shelves.shop.example
spec:
  group: shop.example
  names: { kind: Shelf, plural: shelves }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required: [width]
              properties:
                width: { type: integer, minimum: 0, exclusiveMinimum: true }
                port: { x-kubernetes-int-or-string: true }
`;

const shelf = (spec: string): string =>
  `---\napiVersion: shop.example/v1\nkind: Shelf\nmetadata:\n  name: top\nspec: ${spec}\n`;

it('says a line for each rung of a good snapshot', async () => {
  const { exitCode, output } = await runCli(workspace, 'validate');
  expect(exitCode, output).toBe(0);
  for (const rung of ['schema', 'api-versions', 'images', 'locks', 'secrets'])
    expect(output).toMatch(new RegExp(`✔ ${rung} `));
  expect(output).toContain('– score        off: "validate.score"');
  expect(output).toContain('– policy       off: no policies in config-repository/policy');
});

it('holds custom resources to the CRD that the release carries', async () => {
  const good = await validate(crd + shelf('{ width: 3, port: http }'));
  expect(good.exitCode, JSON.stringify(good)).toBe(0);
  expect(good.rungs[0]!.summary).not.toContain('no schema');
  const bad = await validate(crd + shelf('{ width: 0, deep: 1 }'));
  expect(bad.exitCode).toBe(1);
  const [finding] = findingsOf(bad, 'schema');
  expect(finding).toMatchObject({ rule: 'schema', file: state, object: 'Shelf top' });
  expect(finding!['message']).toMatch(/width/);
  expect(finding!['message']).toMatch(/deep/);
});

it('takes CRDs from the charts of the rendered tree, and from where the settings say', async () => {
  const unknown = await validate(shelf('{ width: 0 }'));
  expect(unknown.rungs[0]!.summary).toContain('no schema for shop.example/v1 Shelf');
  const inTree = 'config-repository/.release/staging/vault/crds/shelf.yaml';
  await workspace.write(inTree, crd);
  expect(findingsOf(await validate(shelf('{ width: 0 }')), 'schema')).toHaveLength(1);
  await workspace.remove(inTree);
  await workspace.write('config-repository/crds/shelf.yaml', crd);
  await workspace.edit(settings, (text) => `${text}      crds: [crds]\n`);
  expect(findingsOf(await validate(shelf('{ width: 0 }')), 'schema')).toHaveLength(1);
  await workspace.remove('config-repository/crds');
  const { exitCode, output } = await runCli(workspace, 'validate');
  expect(exitCode).toBe(1);
  expectError(output.replace(/^.*✔.*\n/gm, ''), {
    code: 'SETTINGS_INVALID',
    problem: ['config-repository/gitops.yaml validate.crds: There is no YAML at'],
    hint: 'Name files, or folders, with CustomResourceDefinitions',
  });
});

it('names the API version to write instead of one that is gone', async () => {
  const report = await validate(
    '---\napiVersion: batch/v1beta1\nkind: CronJob\nmetadata:\n  name: old\n',
  );
  expect(report.exitCode).toBe(1);
  expect(findingsOf(report, 'api-versions')).toEqual([
    expect.objectContaining({
      rule: 'api-removed',
      severity: 'error',
      object: 'CronJob old',
      message: 'CronJob of batch/v1beta1 is not served since Kubernetes 1.25: write batch/v1',
    }),
  ]);
});

it('judges API versions for the version that the cluster is going to have', async () => {
  const claim =
    '---\napiVersion: resource.k8s.io/v1beta2\nkind: ResourceClaim\nmetadata:\n  name: gpu\nspec: {}\n';
  const judge = async (version: string): Promise<string> => {
    await workspace.edit(settings, (text) =>
      text.replace(/( {6}kubernetes: .*\n)?$/, `      kubernetes: '${version}'\n`),
    );
    const report = await validate(claim, '--skip=schema');
    expect(report.rungs[1]!.summary).toBe(`judged for Kubernetes ${version}`);
    const found = findingsOf(report, 'api-versions').map(({ rule }) => String(rule));
    return [report.exitCode, ...found].join(' ');
  };
  expect(await judge('1.35')).toBe('0');
  expect(await judge('1.38')).toBe('0 api-deprecated');
  expect(await judge('1.39')).toBe('1 api-removed');
});

it('finds images without a digest, and Secrets that are plain', async () => {
  const { findings } = await validate(`---
apiVersion: v1
kind: Pod
metadata:
  name: loose
spec:
  containers: [{ name: a, image: 'nginx:1.27' }]
---
apiVersion: v1
kind: Secret
metadata:
  name: open
stringData:
  password: mq8Vt2hFz71LxkPw
`);
  const image = findings.find(({ rule }) => rule === 'image-pinned');
  expect(image).toMatchObject({ rung: 'images', object: 'Pod loose' });
  const secret = findings.find(({ rule }) => rule === 'secret-plain');
  expect(secret).toMatchObject({ rung: 'secrets', object: 'Secret open', severity: 'error' });
  expect(JSON.stringify(findings)).not.toContain('mq8Vt2hFz71LxkPw');
});

it('lets kube-score judge where the settings ask for it, with thresholds and what is ignored', async () => {
  expect((await validate('')).rungs.find(({ name }) => name === 'score')!.state).toBe('off');
  await workspace.edit(settings, (text) => `${text}      score: {}\n`);
  const critical = await validate('');
  expect(critical.exitCode).toBe(1);
  const rules = findingsOf(critical, 'score').map(({ rule }) => rule);
  expect(rules).toContain('container-resources');
  expect(rules).not.toContain('pod-networkpolicy');
  expect(critical.rungs.find(({ name }) => name === 'score')!.ignored).toBe(1);
  expect(findingsOf(critical, 'score')[0]).toMatchObject({
    object: expect.stringContaining('/app'),
  });
  await workspace.edit(settings, (text) => text.replace('score: {}', 'score: { fail: never }'));
  const never = await validate('');
  expect(never.exitCode).toBe(0);
  expect(findingsOf(never, 'score').length).toBeGreaterThan(1);
});

it('lets conftest judge by the policies of the config repository', async () => {
  await workspace.write(
    'config-repository/policy/replicas.rego',
    `package main

deny contains {"msg": msg, "rule": "two-replicas"} if {
  input.kind == "Deployment"
  input.spec.replicas < 2
  msg := sprintf("%s has %d replica", [input.metadata.name, input.spec.replicas])
}

warn contains "a ConfigMap" if input.kind == "ConfigMap"
`,
  );
  const report = await validate('---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n');
  expect(report.exitCode).toBe(1);
  expect(findingsOf(report, 'policy')).toEqual([
    expect.objectContaining({
      ...{ rule: 'two-replicas', severity: 'error', line: 2, file: state },
      message: 'app has 1 replica',
      object: `Deployment ${workspace.id}-staging/app`,
    }),
    expect.objectContaining({ rule: 'main', severity: 'warning', object: 'ConfigMap c' }),
  ]);
  await workspace.edit(settings, (text) => `${text}      policy: { fail: warning }\n`);
  const strict = await validate('---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n');
  expect(findingsOf(strict, 'policy').map(({ severity }) => severity)).toEqual(['error', 'error']);
  await workspace.write('config-repository/policy/replicas.rego', 'package main\n\ndeny if {\n');
  const { exitCode, output } = await runCli(workspace, 'validate');
  expect(exitCode).toBe(1);
  expect(output).toContain('TOOL_FAILED: conftest failed');
});

it('asks the API server, which names who else has set a field', async () => {
  const rung = (report: Report) => report.rungs.find(({ name }) => name === 'server')!;
  expect(rung(await validate('')).state).toBe('off');
  const fine = await validate('', '--server');
  expect(fine.exitCode, JSON.stringify(fine)).toBe(0);
  expect(rung(fine)).toMatchObject({ state: 'passed' });
  const namespace = `--namespace=${workspace.id}-staging`;
  const patch = '{"spec":{"replicas":3}}';
  await kubectl(['patch', 'deployment/app', namespace, '--field-manager=ada', `--patch=${patch}`]);
  const report = await validate(
    `---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: UPPER\n${crd}${shelf('{ width: 1 }')}`,
    '--server',
  );
  expect(report.exitCode).toBe(1);
  expect(findingsOf(report, 'server')).toEqual([
    expect.objectContaining({
      rule: 'field-conflict',
      object: `Deployment ${workspace.id}-staging/app`,
      message: '"ada" has set .spec.replicas',
    }),
    expect.objectContaining({ rule: 'server', object: 'ConfigMap UPPER' }),
  ]);
  expect(rung(report).summary).toContain('1 of kinds that this release brings');
  const live = await kubectl([
    'get',
    'deployment/app',
    namespace,
    '--output=jsonpath={.spec.replicas}',
  ]);
  expect(live).toBe('3');
});

it('reports as SARIF and JUnit, into a file where one is named', async () => {
  await validate(
    shelf('{}') + '---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: "a<b"\nspec: 1\n',
  );
  const sarif = await workspace.cli('validate', '--format=sarif', '--skip=secrets');
  expect(sarif.exitCode).toBe(1);
  const { runs } = JSON.parse(sarif.stdout) as { runs: { results: Record<string, unknown>[] }[] };
  expect(runs[0]!.results[0]).toMatchObject({ ruleId: 'schema/schema', level: 'error' });
  const junit = await workspace.cli('validate', '--format=junit', '--out=reports/validate.xml');
  expect(junit.exitCode).toBe(1);
  const xml = await workspace.read('reports/validate.xml');
  expect(xml).toContain('<testsuite name="schema" tests="1" failures="1" skipped="0">');
  expect(xml).toContain('&lt;b');
  expect(junit.stdout).toContain('✖ schema');
});

it('leaves out what it is told to, and knows no other rungs', async () => {
  const report = await validate(
    '---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec: 1\n',
    '--skip=schema',
  );
  expect(report.exitCode).toBe(0);
  expect(report.rungs[0]).toMatchObject({ name: 'schema', state: 'skipped' });
  const { exitCode, output } = await runCli(workspace, 'validate', '--skip=shema');
  expect(exitCode).toBe(1);
  expectError(output, {
    code: 'OPTIONS_INVALID',
    problem: ['There is no rung "shema"'],
    hint: 'The rungs are: schema, api-versions',
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { execa } from 'execa';
import { kubectl, until } from '../workspace/cluster.ts';
import { readPlatformFile } from '../workspace/platform-file.ts';
import { createWorkspace, type Workspace } from '../workspace/workspace.ts';

const labels = 'app: {{ .Release.Name }}-';

const pod = (name: string): string => `    metadata:
      labels: { ${labels}${name} }
    spec:
      containers:
        - name: main
          image: registry.old.example/${name}:1.4
          env: [{ name: LEVEL, value: {{ .Values.level | quote }} }]
`;

const chart = {
  'charts/legacy/Chart.yaml': 'apiVersion: v2\nname: legacy\nversion: 1.4.0\n',
  'charts/legacy/values.yaml': 'level: info\nweb: { replicas: 1 }\n',
  'charts/legacy/templates/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-web
spec:
  replicas: {{ .Values.web.replicas }}
  selector:
    matchLabels: { ${labels}web }
  template:
${pod('web')}---
apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}-web
spec:
  selector: { ${labels}web }
  ports: [{ port: 80, targetPort: 8080 }]
`,
  'charts/legacy/templates/store.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ .Release.Name }}-store
spec:
  serviceName: {{ .Release.Name }}-store
  replicas: 1
  selector:
    matchLabels: { ${labels}store }
  template:
${pod('store')}          volumeMounts: [{ name: data, mountPath: /data }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        storageClassName: {{ .Release.Namespace }}
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Mi } }
`,
  'charts/legacy/templates/settings.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-settings
data:
  greeting: "{{ "{{ name }}" }}, hello"
---
apiVersion: v1
kind: Secret
metadata:
  name: {{ .Release.Name }}-database
stringData:
  password: nx-gitops-plain-canary # nx-gitops-allow: a value of the tests
`,
};

let team: Workspace;
const spaceOf = (name: string): string => `${team.id}-${name}`;

beforeAll(async () => {
  team = await createWorkspace({
    'nx.json': '{}',
    'package.json': '{ "name": "team", "private": true }',
    '.gitignore': 'node_modules\n.nx\n.nx-gitops\n',
    ...chart,
  });
  const { kubeconfig = '' } = await readPlatformFile();
  const install = (release: string, ...more: readonly string[]): Promise<unknown> => {
    const where = [`--namespace=${spaceOf(release)}`, `--kubeconfig=${kubeconfig}`];
    const args = ['install', release, 'charts/legacy', ...where, '--create-namespace', ...more];
    return execa('helm', args, { cwd: team.root });
  };
  await kubectl(['apply', '--filename=-'], ['shop', 'store', 'plain'].map(volume).join('---\n'));
  await Promise.all([install('shop'), install('store', '--set=level=debug,web.replicas=2')]);
  await kubectl(['create', 'namespace', spaceOf('plain')]);
  const plain = [`--namespace=${spaceOf('plain')}`];
  const template = ['template', 'plain', 'charts/legacy', ...plain];
  const { stdout } = await execa('helm', template, { cwd: team.root });
  await kubectl(['apply', '--filename=-', ...plain], stdout);
  // What nobody wrote down: a restart, and another number of pods.
  const restart = ['rollout', 'restart', 'deployment/shop-web'];
  await kubectl([...restart, `--namespace=${spaceOf('shop')}`]);
  await kubectl(['scale', 'deployment/plain-web', '--replicas=3', ...plain]);
  const wanted = { shop: 2, store: 3, plain: 4 };
  for (const [name, count] of Object.entries(wanted)) {
    await until(`${count} pods of ${name} are ready`, async () => {
      const pods = await listPods(spaceOf(name));
      return pods.length === count && pods.every(({ ready, leaving }) => ready && !leaving);
    });
  }
}, 120_000);

afterAll(async () => {
  for (const name of ['shop', 'store', 'plain']) {
    await kubectl(['delete', 'namespace', spaceOf(name), '--wait=false']).catch(() => undefined);
  }
  await team?.dispose();
});

const volume = (name: string): string => `apiVersion: v1
kind: PersistentVolume
metadata: { name: ${spaceOf(name)} }
spec:
  storageClassName: ${spaceOf(name)}
  capacity: { storage: 1Mi }
  accessModes: [ReadWriteOnce]
  persistentVolumeReclaimPolicy: Retain
  hostPath: { path: /tmp/none }
`;

interface Listed {
  readonly metadata: { name: string; uid: string; generation?: number; deletionTimestamp?: string };
  readonly kind: string;
  readonly spec?: unknown;
  readonly status?: {
    conditions?: { type: string; status: string }[];
    containerStatuses?: { restartCount: number }[];
  };
}

const list = async (kinds: string, namespace: string): Promise<Listed[]> => {
  const args = ['get', kinds, `--namespace=${namespace}`, '--output=json'];
  return (JSON.parse(await kubectl(args)) as { items: Listed[] }).items;
};

const listPods = async (namespace: string) =>
  (await list('pods', namespace)).map(({ metadata, status }) => ({
    name: metadata.name,
    uid: metadata.uid,
    leaving: metadata.deletionTimestamp !== undefined,
    ready: status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True'),
    restarts: status?.containerStatuses?.map(({ restartCount }) => restartCount),
  }));

/** Whatever would change if anything were made anew or restarted. */
const identities = async (namespace: string): Promise<unknown> => ({
  pods: await listPods(namespace),
  objects: (
    await list('deployments,statefulsets,replicasets,services,configmaps,secrets', namespace)
  )
    .filter(
      ({ metadata }) =>
        !/kapp|nx-gitops|^shop$|^store$|^t\w+-plain$|-change-|-lease/.test(metadata.name),
    )
    // The API server counts a new annotation of a Deployment as a generation, of nothing else.
    .map(({ kind, metadata, spec }) => ({
      ...{ kind, name: metadata.name, uid: metadata.uid, spec },
      ...(kind === 'Deployment' ? {} : { generation: metadata.generation }),
    })),
});

const adopt = async (...args: string[]): Promise<string> => {
  const { exitCode, output } = await team.nx('g', 'nx-gitops:adopt', ...args, '--no-interactive');
  expect(exitCode, output).toBe(0);
  return output;
};

const deploy = async (folder: string): Promise<string> => {
  const { exitCode, output } = await team.nx('run', `${folder}:deploy`);
  expect(exitCode, output).toBe(0);
  return output;
};

it('takes over a Helm release as it runs, and no pod notices', async () => {
  const before = await identities(spaceOf('shop'));
  const args = ['--from=helm', '--release=shop', `--namespace=${spaceOf('shop')}`];
  const dry = await adopt(...args, '--directory=shop', '--dry-run');
  expect(dry).toContain('CREATE shop/gitops.yaml');
  expect(await team.git('status', '--porcelain')).toBe('');

  const said = await adopt(...args, '--directory=shop');
  expect(said).toContain('Secret shop-database: left in the cluster as it is');
  expect(await team.git('grep', '--untracked', '-l', 'plain-canary')).toBe(
    'charts/legacy/templates/settings.yaml',
  );
  await team.commit('feat: adopt shop');
  await adopt(...args, '--directory=shop');
  expect(await team.git('status', '--porcelain')).toBe('');

  await deploy('shop');
  expect(await identities(spaceOf('shop'))).toEqual(before);
  const secrets = await list('secrets', spaceOf('shop'));
  expect(secrets.map(({ metadata }) => metadata.name)).toContain('sh.helm.release.v1.shop.v1');
  expect(await deploy('shop')).toContain('the snapshot is what was deployed last');
});

it('deploys a real change of what it took over', async () => {
  const file = 'shop/umbrella-chart/charts/shop/templates/deployment-shop-web.yaml';
  await team.edit(file, (text) =>
    text.replace('replicas: 1', 'replicas: 2').replace('info', 'warn'),
  );
  const before = await listPods(spaceOf('shop'));
  const store = before.find(({ name }) => name.includes('store'));
  const said = await deploy('shop');
  expect(said).toMatch(/~ Deployment \S+\/shop-web/);
  expect(said).not.toMatch(/[~+-] (StatefulSet|Service)/);
  const pods = await listPods(spaceOf('shop'));
  expect(pods.filter(({ name, leaving }) => name.includes('web') && !leaving)).toHaveLength(2);
  expect(pods).toContainEqual(store);
});

it('takes over a Helm release with its chart and the values that it was given', async () => {
  const before = await identities(spaceOf('store'));
  await adopt(
    ...['--from=helm', '--release=store', '--chart=charts/legacy', '--directory=store'],
    `--namespace=${spaceOf('store')}`,
  );
  expect(await team.read('store/environments/production/values.yaml')).toContain('level: debug');
  // The chart writes a Secret in plain text: that is for its authors to mend, and has to be before it is deployed.
  await team.edit('store/umbrella-chart/charts/legacy/templates/settings.yaml', (text) =>
    text.slice(0, text.indexOf('---')),
  );
  await deploy('store');
  expect(await identities(spaceOf('store'))).toEqual(before);
});

it('takes over what was applied with kubectl, and what was changed since', async () => {
  const before = await identities(spaceOf('plain'));
  const args = ['--from=live', `--namespace=${spaceOf('plain')}`, '--directory=plain'];
  const said = await adopt(...args);
  expect(said).toContain('Secret plain-database: left in the cluster as it is');
  await deploy('plain');
  expect(await identities(spaceOf('plain'))).toEqual(before);
});

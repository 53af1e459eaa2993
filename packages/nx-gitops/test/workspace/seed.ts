import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { digestDependencies } from '../../src/model/chart/chart-lock.ts';
import { readPlatformFile } from './platform-file.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** The digest that somebody locked the demo service to, long ago, in a registry that nobody has here. */
export const seedDigest = 'sha256:da49a2ec3fca4e09bf581443e20215475c411b0d6c73c4f8707bdc48f3017e6d';

const deployment = (name: string, image: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: {{ .Values.replicaCount }}
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
    spec:
      containers:
        - name: {{ .Chart.Name }}
          image: "${image}"
`;

const chart = (name: string, version: string, more = ''): string =>
  `apiVersion: v2\nname: ${name}\ntype: application\nversion: ${version}\n${more}`;

const cache = { name: 'memcached', version: '4.2.25', repository: 'https://charts.example/stable' };
const dependencies = `dependencies:
- name: ${cache.name}
  repository: ${cache.repository}
  version: ${cache.version}
`;

const umbrella = 'config-repository/umbrella-chart';

/** A config repository of the seed's layout: umbrella chart, a subchart in place, one in an archive, kbld's own lock. */
export const seedFiles: Readonly<Record<string, string>> = {
  'nx.json': JSON.stringify({ plugins: ['nx-gitops'], analytics: false }),
  'package.json': JSON.stringify({ name: 'seed', private: true }),
  '.gitignore': 'node_modules\n.nx\n',
  'config-repository/gitops.yaml': 'application: my-app\nnamespace: {id}-seed\n',
  'config-repository/render.sh': `#!/bin/bash
# helm template my-app ./umbrella-chart | kube-score score -
helm template my-app ./umbrella-chart --output-dir ./.release
kbld -f ./.release/umbrella-chart -f ./app-locks > ./.release/state.yaml
`,
  'config-repository/deploy.sh': `#!/bin/bash
./render.sh
kapp deploy -n {id}-seed -a my-app -c -f ./.release/state.yaml
`,
  'config-repository/app-locks/.gitkeep': '',
  'config-repository/app-locks/demo-service.kbld.lock.yml': `apiVersion: kbld.k14s.io/v1alpha1
kind: Config
minimumRequiredVersion: 0.25.0
overrides:
- image: demo-service
  newImage: index.docker.io/starptech/demo-service@${seedDigest}
  preresolved: true
`,
  [`${umbrella}/Chart.yaml`]: chart('umbrella-chart', '0.1.0', dependencies),
  [`${umbrella}/Chart.lock`]: `${dependencies}digest: ${digestDependencies([cache], [cache])}\ngenerated: "2020-10-05T12:44:13.9794284+02:00"\n`,
  [`${umbrella}/values.yaml`]: 'replicaCount: 1\nimage: nginx:1.16.0\n',
  [`${umbrella}/templates/NOTES.txt`]: 'Up.\n',
  [`${umbrella}/templates/deployment.yaml`]: deployment('my-app', '{{ .Values.image }}'),
  [`${umbrella}/charts/demo-service/Chart.yaml`]: chart('demo-service', '0.1.0'),
  [`${umbrella}/charts/demo-service/values.yaml`]:
    'replicaCount: 1\nimage:\n  repository: demo-service\n  pullPolicy: IfNotPresent\n',
  [`${umbrella}/charts/demo-service/templates/deployment.yaml`]: deployment(
    'demo-service',
    '{{ .Values.image.repository }}',
  ),
  'memcached/Chart.yaml': chart(cache.name, cache.version),
  'memcached/values.yaml': 'replicaCount: 1\n',
  'memcached/templates/deployment.yaml': deployment(
    'memcached',
    'docker.io/bitnami/memcached:1.6.6',
  ),
};

/** The repository of the demo service beside it, as kbld's own example writes it. */
export const seedService: Readonly<Record<string, string>> = {
  'demo-service-repository/index.html': '<p>hello {id}</p>\n',
  'demo-service-repository/Dockerfile': `FROM busybox:latest
ADD index.html /www/index.html
EXPOSE 8000
CMD httpd -p 8000 -h /www -f
`,
  'demo-service-repository/kbld.yaml': `#! Required reference to trigger build and push
image: demo-service
#! where to find demo-service source
---
apiVersion: kbld.k14s.io/v1alpha1
kind: Sources
sources:
- image: demo-service
  path: .
---
#! where to push demo-service image
---
apiVersion: kbld.k14s.io/v1alpha1
kind: ImageDestinations
destinations:
- image: demo-service
  newImage: docker.io/starptech/demo-service
`,
};

export async function createSeed(more: Readonly<Record<string, string>> = {}): Promise<Workspace> {
  const workspace = await createWorkspace({ ...seedFiles, ...more });
  await workspace.helm('package', 'memcached');
  const archive = `${cache.name}-${cache.version}.tgz`;
  await rename(join(workspace.root, archive), join(workspace.root, umbrella, 'charts', archive));
  await workspace.remove('memcached');
  await workspace.commit('chore: vendor memcached');
  return workspace;
}

/** Puts an image without content, or with this one, where the platform looks for this one, and answers its digest. */
export async function pushStandIn(
  workspace: Workspace,
  image: string,
  content = '',
): Promise<string> {
  const { mirror } = await readPlatformFile();
  const folder = join(workspace.root, '.nx', 'stand-in');
  await mkdir(folder, { recursive: true });
  const files = content === '' ? ['--files-from=/dev/null'] : ['content.txt'];
  await writeFile(join(folder, 'content.txt'), content);
  await execa('tar', ['--create', '--file=layer.tar', ...files], { cwd: folder });
  const { stdout } = await execa(
    'crane',
    ['append', '--new_layer=layer.tar', `--new_tag=${mirror}/${image}`, '--oci-empty-base'],
    { cwd: folder },
  );
  return stdout.trim().replace(/^.*@/, '');
}

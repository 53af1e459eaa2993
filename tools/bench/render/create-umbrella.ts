import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatLock } from '../../../packages/nx-gitops/src/model/lock/lock.ts';

const values = (name: string): string =>
  `${name}:\n  replicaCount: 2\n  ingress:\n    enabled: true\n  autoscaling:\n    enabled: true\n`;

const extra = {
  'configmap.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ include "NAME.fullname" . }}\n  labels:\n    {{- include "NAME.labels" . | nindent 4 }}\ndata:\n  port: {{ .Values.service.port | quote }}\n',
  'pdb.yaml':
    'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: {{ include "NAME.fullname" . }}\nspec:\n  minAvailable: 1\n  selector:\n    matchLabels:\n      {{- include "NAME.selectorLabels" . | nindent 6 }}\n',
};

/** A workspace with an umbrella chart of so many services as `helm create` makes them, seven objects each, in Git. */
export function createUmbrella(folder: string, helm: string, count: number): string {
  const charts = join(folder, 'shop/umbrella-chart/charts');
  mkdirSync(charts, { recursive: true });
  spawnSync(helm, ['create', 'NAME'], { cwd: folder });
  rmSync(join(folder, 'NAME/templates/tests'), { recursive: true });
  for (const [file, text] of Object.entries(extra)) {
    writeFileSync(join(folder, 'NAME/templates', file), text);
  }
  const files = readdirSync(join(folder, 'NAME'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const locks = join(folder, 'shop/app-locks');
  mkdirSync(locks, { recursive: true });
  const names = Array.from({ length: count }, (_, index) => `svc-${index}`);
  for (const [index, name] of names.entries()) {
    cpSync(join(folder, 'NAME'), join(charts, name), { recursive: true });
    for (const file of files) {
      const text = readFileSync(file, 'utf8')
        .replaceAll('NAME', name)
        .replace('repository: nginx', `repository: ${name}`)
        .replace('tag: ""', 'tag: "1"');
      writeFileSync(join(charts, name, file.slice(join(folder, 'NAME').length)), text);
    }
    writeFileSync(join(locks, `${name}.kbld.lock.yml`), lock(name, index));
  }
  rmSync(join(folder, 'NAME'), { recursive: true });
  const write = (path: string, text: string): void => writeFileSync(join(folder, path), text);
  write('nx.json', '{}');
  write('.gitignore', '.nx-gitops\nplain\n');
  write('shop/gitops.yaml', 'application: shop\nnamespace: shop\nservices: []\n');
  write('shop/umbrella-chart/Chart.yaml', 'apiVersion: v2\nname: umbrella-chart\nversion: 1.0.0\n');
  write('shop/umbrella-chart/values.yaml', names.map(values).join('\n'));
  commitAll(folder);
  return folder;
}

export function commitAll(folder: string): void {
  for (const args of [
    ['init', '-q'],
    // It would go on in the background, and count.
    ['config', 'gc.auto', '0'],
    ['add', '-A'],
    ['-c', 'user.name=b', '-c', 'user.email=b@b.example', 'commit', '-qm', 'x'],
  ]) {
    spawnSync('git', args, { cwd: folder });
  }
}

/** In the form that the lock target writes. */
export const lock = (name: string, index: number): string =>
  formatLock({
    images: [
      {
        image: `${name}:1`,
        newImage: `registry.example/${name}@sha256:${String(index).padStart(64, '0')}`,
      },
    ],
    built: undefined,
    held: undefined,
  });

import { createHash } from 'node:crypto';
import { formatLock } from '../../src/model/lock/lock.ts';
import { readWorkingTree } from '../../src/workspace/sources.ts';
import { lockPath, readWorkspace } from '../../src/workspace/workspace.ts';
import { smallFiles } from './small.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** A workspace of many services without images: only their locks and snapshots are looked at. */
export function createMany(services: readonly string[]): Promise<Workspace> {
  const files: Record<string, string> = { ...smallFiles };
  for (const path of Object.keys(files)) if (path.startsWith('apps/')) delete files[path];
  for (const name of services) {
    for (const file of ['Dockerfile', 'hello.txt', 'kbld.yaml']) {
      files[`apps/${name}/${file}`] = (smallFiles[`apps/hello/${file}`] ?? '').replaceAll(
        'hello',
        name,
      );
    }
    files[`apps/${name}/${name}.txt`] = `${name}\n`;
  }
  const template = smallFiles['config-repository/umbrella-chart/templates/hello.yaml'] ?? '';
  files['config-repository/umbrella-chart/templates/hello.yaml'] = services
    .map((name) => template.replaceAll('hello', name))
    .join('---\n');
  return createWorkspace(files);
}

/** Writes the lock of a service as "lock" would for its sources as they are; the digest follows from the key. */
export async function lockByHand(workspace: Workspace, name: string): Promise<string> {
  const opened = await readWorkspace(await readWorkingTree(workspace.root));
  const service = opened.services.find((one) => one.name === name)!;
  const roots = [service.root];
  const key = opened.keys.digest(service, roots);
  const digest = createHash('sha256').update(key).digest('hex');
  const images = service.images.map(({ image, destination }) => ({
    image,
    newImage: `${destination}@sha256:${digest}`,
  }));
  const environment = opened.repositories[0]!.environments[0];
  await workspace.write(
    lockPath(environment, name),
    formatLock({ images, built: { key, roots }, held: undefined }),
  );
  return key;
}

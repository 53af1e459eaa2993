import { join, posix } from 'node:path';
import type { Tree } from '@nx/devkit';
import { stringify } from 'yaml';
import type { Adoption } from '../../model/adopt/adoption.ts';
import type { StageContext } from '../../stages/stage-context.ts';
import { requireRule } from '../../stages/secrets/find-sops-config.ts';
import { sealDocument } from '../../stages/secrets/seal-document.ts';
import { openSops } from '../../tools/sops.ts';

/** Secrets go through a pipe to sops; only what comes back is written. */
export async function sealAdoption(
  tree: Tree,
  folder: string,
  { secrets, environments }: Adoption,
  { root, run }: StageContext,
): Promise<void> {
  const sops = openSops(run);
  const at = (environment: string | undefined, file: string): string =>
    posix.join(folder, ...(environment === undefined ? [] : ['environments', environment]), file);
  for (const { environment, object } of secrets) {
    const { name } = object['metadata'] as { name: string };
    const path = at(environment, `${name}.sops.yaml`);
    if (tree.exists(path)) continue;
    const request = { object, name: `Secret ${name}`, path, earlier: undefined };
    tree.write(path, await sealDocument(request, sops, root));
  }
  for (const { name, secretValues } of environments) {
    const path = at(name, 'values.sops.yaml');
    if (secretValues === undefined || tree.exists(path)) continue;
    const { config } = await requireRule(path, root);
    const text = stringify(secretValues, { lineWidth: 0 });
    const what = `values (${path})`;
    const sealed = { text, path: join(root, path), config: join(root, config.path), what };
    tree.write(path, await sops.encrypt(sealed));
  }
}

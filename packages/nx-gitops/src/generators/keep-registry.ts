import { readNxJson, updateNxJson, type Tree } from '@nx/devkit';

const service = 'nx-gitops:service';

/** The registry of new services, as a default of their generator; the first one stays. */
export function keepRegistry(tree: Tree, registry: string | undefined): void {
  const before = readNxJson(tree) ?? {};
  if (registry === undefined || before.generators?.[service]) return;
  updateNxJson(tree, {
    ...before,
    generators: { ...before.generators, [service]: { registry } },
  });
}

import { joinPathFragments, type Tree } from '@nx/devkit';
import { isSeq, parse } from 'yaml';
import { editYaml } from '../edit-yaml.ts';
import type { ServicePlan } from './normalize-options.ts';

/** Where gitops.yaml names its services, the new one is named too. */
export function listService(tree: Tree, { name, repository }: ServicePlan): void {
  const file = joinPathFragments(repository, 'gitops.yaml');
  const settings = parse(tree.read(file, 'utf8') ?? '') as { services?: string[] } | null;
  if (!settings?.services || settings.services.includes(name)) return;
  editYaml(tree, file, (document) => {
    const services = document.get('services');
    if (isSeq(services)) services.add(document.createNode(name));
  });
}

import { isSeq } from 'yaml';
import type { Tree } from '@nx/devkit';
import { editYaml } from './edit-yaml.ts';

/** The creation rules of an environment: whole files of Helm values, the data of manifests. */
const rulesOf = (folder: string, environment: string, recipients: readonly string[]) => {
  const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const below = folder === '.' ? '^' : `^${escaped(folder)}/`;
  const age = recipients.join(',');
  return [
    { path_regex: `${below}environments/${environment}/values\\.sops\\.ya?ml$`, age },
    {
      path_regex: `${below}(environments|\\.release)/${environment}/.*\\.sops\\.(ya?ml|json)$`,
      encrypted_regex: '^(data|stringData)$',
      age,
    },
  ];
};

/** Gives each environment its rules in `.sops.yaml`, unless it has them. */
export function addSopsRules(
  tree: Tree,
  folder: string,
  environments: readonly string[],
  recipients: readonly string[],
): void {
  const file = '.sops.yaml';
  const before = tree.read(file, 'utf8') ?? '';
  const missing = environments
    .flatMap((environment) => rulesOf(folder, environment, recipients))
    .filter(({ path_regex }) => !before.includes(path_regex));
  if (missing.length === 0) return;
  if (before === '') tree.write(file, 'creation_rules: []\n');
  editYaml(tree, file, (document) => {
    const rules = document.get('creation_rules');
    if (!isSeq(rules)) {
      document.set('creation_rules', document.createNode(missing));
      return;
    }
    rules.flow = false;
    // The first rule that matches counts: those of an environment come before a catch-all.
    rules.items.unshift(...missing.map((rule) => document.createNode(rule)));
  });
}

import { joinPathFragments, type Tree } from '@nx/devkit';
import { editYaml } from '../edit-yaml.ts';
import { writeMissing } from '../write-missing.ts';
import { serviceKinds } from './kinds/find-kind.ts';
import { libraryTemplates } from './library-templates.ts';
import type { ChartPlan } from './normalize-options.ts';
import { optionalTemplates } from './optional-templates.ts';
import { ownTemplates } from './own-templates.ts';

/** Writes the subchart of a service; it uses the named templates of `service-library` where the umbrella chart has them. */
export function writeSubchart(tree: Tree, plan: ChartPlan): void {
  const { name, chart, kind } = plan;
  const { writable } = serviceKinds[kind];
  // The library mounts nothing that can be written to.
  const hasLibrary =
    writable.length === 0 &&
    tree.exists(`${chart}/charts/service-library/templates/_deployment.tpl`);
  const folder = joinPathFragments(chart, 'charts', name);
  writeMissing(tree, folder, {
    'Chart.yaml': `apiVersion: v2
name: ${name}
description: The service ${name}
type: application
version: 0.1.0
`,
    'values.yaml': valuesText(name, hasLibrary, writable),
    ...(hasLibrary ? libraryTemplates : ownTemplates(plan)),
    ...optionalTemplates(plan),
  });
  const wanted = {
    ...(plan.ingress === undefined ? {} : { ingress: { host: plan.ingress } }),
    ...(plan.hpa ? { autoscaling: { minReplicas: 2, maxReplicas: 5, cpuUtilization: 80 } } : {}),
  };
  setMissing(tree, joinPathFragments(folder, 'values.yaml'), wanted);
}

function setMissing(tree: Tree, file: string, values: Readonly<Record<string, object>>): void {
  const text = tree.read(file, 'utf8') ?? '';
  const missing = Object.entries(values).filter(([key]) => !new RegExp(`^${key}:`, 'm').test(text));
  if (missing.length === 0) return;
  editYaml(tree, file, (document) => {
    for (const [key, value] of missing) document.set(key, document.createNode(value));
  });
}

const valuesText = (name: string, hasLibrary: boolean, writable: readonly string[]): string =>
  `image: ${name} # the name in kbld.yaml; the app lock makes it a digest
replicas: 1
${hasLibrary ? callsText : ''}
env: {}
${writable.length > 0 ? `\nwritable: [${writable.join(', ')}] # folders of its own; all else is read-only\n` : ''}
resources:
  requests:
    cpu: 50m
    memory: 64Mi
    ephemeral-storage: 16Mi
  limits:
    cpu: 500m
    memory: 128Mi
    ephemeral-storage: 64Mi
`;

const callsText = `
public: true # everyone may call it; to let only some services in: calledBy: [storefront]
calls: []
`;

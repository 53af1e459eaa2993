import type { Tree } from '@nx/devkit';
import { libraryTemplates } from './library-templates.ts';
import type { ServicePlan } from './normalize-options.ts';
import { ownTemplates } from './own-templates.ts';
import type { Files } from '../write-missing.ts';

/** The subchart of a service; it uses the named templates of `service-library` where the umbrella chart has them. */
export function subchartFiles(tree: Tree, { name, chart }: ServicePlan): Files {
  const library = `${chart}/charts/service-library/templates`;
  const hasLibrary = tree.exists(`${library}/_deployment.tpl`);
  return {
    'Chart.yaml': `apiVersion: v2
name: ${name}
description: The service ${name}
type: application
version: 0.1.0
`,
    'values.yaml': valuesText(name, hasLibrary),
    ...(hasLibrary ? libraryTemplates : ownTemplates),
  };
}

const valuesText = (name: string, hasLibrary: boolean): string =>
  `image: ${name} # the name in kbld.yaml; the app lock makes it a digest
replicas: 1
${hasLibrary ? callsText : ''}
env: {}

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

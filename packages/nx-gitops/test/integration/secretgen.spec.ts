import { afterAll, beforeAll, expect, it } from 'vitest';
import { createVault, type Vault } from '../workspace/vault.ts';

const group = 'secretgen.k14s.io';

/** The least of a definition that an API server takes; the kinds are those of secretgen-controller. */
const definition = (apiGroup: string, kind: string): string => {
  const plural = `${kind.toLowerCase()}s`;
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${plural}.${apiGroup}
spec:
  group: ${apiGroup}
  names: { kind: ${kind}, plural: ${plural}, singular: ${kind.toLowerCase()} }
  scope: Namespaced
  versions:
    - name: v1alpha1
      served: true
      storage: true
      schema:
        openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true }
`;
};

const apiOf: Readonly<Record<string, string>> = {
  Password: group,
  Certificate: group,
  SecretTemplate: 'secretgen.carvel.dev',
  SecretExport: 'secretgen.carvel.dev',
  SecretImport: 'secretgen.carvel.dev',
};
const kinds = Object.keys(apiOf);

const resource = (kind: string): string => `apiVersion: ${apiOf[kind]}/v1alpha1
kind: ${kind}
metadata:
  name: database
  namespace: {{ .Release.Namespace }}
  annotations:
    kapp.k14s.io/change-group: secrets
spec:
  secretTemplate:
    type: Opaque
    stringData: { password: $(value) }
`;

let vault: Vault;

beforeAll(async () => {
  vault = await createVault({
    'config-repository/umbrella-chart/crds/secretgen.yaml': kinds
      .map((kind) => definition(apiOf[kind] ?? '', kind))
      .join('---\n'),
    'config-repository/umbrella-chart/templates/secrets.yaml': kinds.map(resource).join('---\n'),
  });
  await vault.workspace.edit('config-repository/umbrella-chart/templates/app.yaml', (text) =>
    text.replace(
      '  name: app\n',
      '  name: app\n  annotations:\n    kapp.k14s.io/change-rule: upsert after upserting secrets\n',
    ),
  );
});

afterAll(async () => {
  await vault?.dispose();
});

it('takes the resources of secretgen-controller from render to the cluster, before their users', async () => {
  const { exitCode, output } = await vault.keyless.nx('run', 'config-repository:deploy');
  expect(exitCode, output).toBe(0);
  const place = (text: string): number => output.search(new RegExp(`: create ${text}`));
  for (const kind of kinds) {
    expect(place(`customresourcedefinition/${kind.toLowerCase()}s`)).toBeGreaterThan(-1);
    expect(place(`${kind.toLowerCase()}/database`)).toBeGreaterThan(
      place(`customresourcedefinition/${kind.toLowerCase()}s`),
    );
    expect(place('deployment/app')).toBeGreaterThan(place(`${kind.toLowerCase()}/database`));
  }
});

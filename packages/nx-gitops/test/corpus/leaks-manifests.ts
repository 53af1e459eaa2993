import { encode, type CaseMaker } from './case-maker.ts';

const head = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n';
const manifest = (path: string, make: CaseMaker['make']): CaseMaker => ({
  category: 'Secret manifest',
  path,
  structural: true,
  make,
});

/** Secrets of Kubernetes with values in them, in every form that reaches a repository. */
export const manifestLeaks: readonly CaseMaker[] = [
  manifest(
    'apps/db/secret.yaml',
    ({ made }) => `${head}data:\n  password: ${encode(made.password())}\n`,
  ),
  manifest(
    'apps/db/secret.yml',
    ({ made }) =>
      `${head}type: Opaque\nstringData:\n  username: shop\n  password: "${made.password()}"\n`,
  ),
  manifest(
    'apps/db/tabs.yaml',
    ({ made }) =>
      `kind: Secret\napiVersion: v1\nstringData: {password: '${made.password()}'}\nmetadata: {name: x}\n`,
  ),
  manifest('apps/db/secret.json', ({ made }) =>
    JSON.stringify({ apiVersion: 'v1', kind: 'Secret', data: { token: encode(made.password()) } }),
  ),
  manifest(
    'apps/db/list.yaml',
    ({ made }) =>
      `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  data: {a: b}\n- apiVersion: v1\n  kind: Secret\n  data:\n    key: ${encode(made.password())}\n`,
  ),
  manifest(
    'apps/db/many.yaml',
    ({ made }) =>
      `apiVersion: v1\nkind: Service\nmetadata:\n  name: x\n---\n# here it comes\n${head}stringData:\n  dsn: mysql\n---\nkind: ConfigMap\ndata:\n  x: ${made.password().length}\n`,
  ),
  manifest('apps/db/crlf.yaml', ({ made }) =>
    `${head}stringData:\n  password: ${made.password()}\n`.replaceAll('\n', '\r\n'),
  ),
  manifest(
    'apps/db/block.yaml',
    ({ made }) =>
      `${head}stringData:\n  config.ini: |\n    [db]\n    user = shop\n    password = ${made.password()}\n`,
  ),
  manifest(
    'charts/db/templates/secret.yaml',
    ({ made }) =>
      `{{- if .Values.enabled }}\n${head}  labels:\n    {{- include "db.labels" . | nindent 4 }}\ntype: Opaque\ndata:\n  user: {{ .Values.user | b64enc | quote }}\n  password: ${encode(made.password())}\n{{- end }}\n`,
  ),
  manifest(
    'charts/db/templates/literal.yaml',
    ({ made }) => `${head}data:\n  password: {{ "${made.password()}" | b64enc | quote }}\n`,
  ),
  manifest(
    'charts/db/templates/default.yaml',
    ({ made }) =>
      `${head}data:\n  password: {{ .Values.password | default "${made.password()}" | b64enc }}\n`,
  ),
  manifest(
    'charts/db/templates/range.yaml',
    ({ made }) =>
      `{{- range $i, $e := until 3 }}\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: {{ $e }}\nstringData:\n  {{ $e }}: "{{ $i }}"\n  fixed: ${made.password()}\n{{- end }}\n`,
  ),
  manifest(
    'overlays/prod/kustomization.yaml',
    ({ made }) =>
      `resources: [../base]\nsecretGenerator:\n- name: db\n  literals:\n  - username=shop\n  - password=${made.password()}\n`,
  ),
  manifest(
    'overlays/prod/kustomization.yml',
    ({ made }) =>
      `patches:\n- target: {kind: Secret, name: db}\n  patch: |-\n    apiVersion: v1\n    kind: Secret\n    metadata: {name: db}\n    stringData:\n      password: ${made.password()}\n`,
  ),
  manifest(
    'overlays/prod/json-patch.yaml',
    ({ made }) => `- op: replace\n  path: /stringData/password\n  value: ${made.password()}\n`,
  ),
  manifest(
    'scripts/bootstrap.sh',
    ({ made }) =>
      `#!/bin/sh\nset -e\ncat <<EOF | kubectl apply -f -\n${head}stringData:\n  password: ${made.password()}\nEOF\n`,
  ),
  manifest(
    'test/fixtures.ts',
    ({ made }) =>
      `export const secret = \`${head}stringData:\n  password: ${made.password()}\n\`;\nexport const port: number = 8080;\n`,
  ),
  manifest(
    'tools/seed.py',
    ({ made }) =>
      `SECRET = """\n${head}stringData:\n  password: ${made.password()}\n"""\n\ndef main():\n  apply(SECRET)\n`,
  ),
  manifest(
    '.github/workflows/deploy.yml',
    ({ made }) =>
      `on: push\njobs:\n  a:\n    steps:\n      - run: |\n          kubectl apply -f - <<EOF\n          apiVersion: v1\n          kind: Secret\n          metadata: {name: x}\n          data:\n            k: ${encode(made.password())}\n          EOF\n`,
  ),
  manifest(
    'ytt/secret.yaml',
    ({ made }) =>
      `#@ load("@ytt:data", "data")\n---\n${head}stringData:\n  user: #@ data.values.user\n  password: ${made.password()}\n`,
  ),
  manifest(
    'ytt/overlay.yaml',
    ({ made }) =>
      `#@ def secret():\n${head}stringData:\n  password: #@ "${made.password()}"\n#@ end\n`,
  ),
  manifest(
    'apps/argo/app.yaml',
    ({ made }) =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    helm:\n      values: |\n        extraObjects:\n          - apiVersion: v1\n            kind: Secret\n            stringData:\n              a: ${made.password()}\n`,
  ),
  manifest(
    'apps/db/annotated.yaml',
    ({ made }) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n      {"apiVersion":"v1","kind":"Secret","data":{"p":"${encode(made.password())}"}}\n`,
  ),
  manifest(
    'apps/db/sopssecret.yaml',
    ({ made }) =>
      `apiVersion: isindir.github.com/v1alpha3\nkind: SopsSecret\nspec:\n  secretTemplates:\n    - name: a\n      stringData:\n        p: ${made.password()}\n`,
  ),
  manifest(
    'apps/db/secretlist.yaml',
    ({ made }) =>
      `apiVersion: v1\nkind: SecretList\nitems:\n- metadata: {name: a}\n  data: {p: ${encode(made.password())}}\n`,
  ),
  manifest(
    'apps/db/registry.yaml',
    ({ made }) =>
      `${head}type: kubernetes.io/dockerconfigjson\ndata:\n  .dockerconfigjson: ${encode(JSON.stringify({ auths: { 'registry.example': { auth: encode(`bot:${made.password()}`) } } }))}\n`,
  ),
  manifest('apps/db/gray.yaml', () => `${head}stringData:\n  password: changeme\n`),
  manifest(
    'apps/db/conflict.yaml',
    ({ made }) =>
      `${head}data:\n<<<<<<< HEAD\n  password: ${encode(made.password())}\n=======\n  password: ${encode(made.password())}\n>>>>>>> feature\n`,
  ),
  manifest(
    'scripts/create.sh',
    ({ made }) =>
      `kubectl create secret generic db --from-literal=password=${made.password()} --dry-run=client -o yaml\n`,
  ),
];

/** A manifest of 2 KB as GitOps repositories are full of; every third one is a Deployment with references. */
export function configFile(index: number): string {
  const name = `app-${index}`;
  const settings = Array.from(
    { length: 24 },
    (_, line) => `  SETTING_${line}_OF_${index}: value-${(index * 31 + line) % 997}`,
  );
  if (index % 3 !== 0)
    return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\ndata:\n${settings.join('\n')}\n  application.yaml: |\n    server:\n      port: 8080\n    cache:\n      key-prefix: ${name}\n      token-bucket: 20\n`;
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n  replicas: 2\n  template:\n    spec:\n      containers:\n        - name: ${name}\n          image: registry.shop.example/${name}:1.${index}\n          env:\n            - name: DB_PASSWORD\n              valueFrom:\n                secretKeyRef: { name: ${name}-db, key: password }\n${settings.map((line) => `            - { name: ${line.trim().replace(': ', ', value: ')} }`).join('\n')}\n`;
}

/** Plain text of so many megabytes, in lines of a log. */
export function plainText(megabytes: number): string {
  const lines: string[] = [];
  let size = 0;
  for (let index = 0; size < megabytes << 20; index += 1) {
    const line = `2026-01-01T00:00:${index % 60} INFO request=${index} path=/orders/${index * 7} status=200 took=${index % 90}ms key=${index % 13}\n`;
    lines.push(line);
    size += line.length;
  }
  return lines.join('');
}

/** So many manifests, by their paths. */
export const configFiles = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `apps/app-${index}/config.yaml`,
      configFile(index),
    ]),
  );

import type { FieldDrift, LiveObject } from './drift.ts';

/** Managers that belong to the cluster itself; what they add is no drift. */
const ofTheCluster =
  /^(kapp|kube-controller-manager|kube-scheduler|kube-apiserver|kubelet|kwok|cloud-controller-manager|cluster-autoscaler|vpa-.*|cert-manager.*|.*-controller|.*-operator|Go-http-client)$/;

/** Fields that somebody added beside the snapshot: a label, a variable, a container. */
export function findForeignFields(wanted: unknown, live: LiveObject): FieldDrift[] {
  return (live.metadata.managedFields ?? []).flatMap(({ manager = '', subresource, fieldsV1 }) => {
    if (subresource !== undefined || ofTheCluster.test(manager)) return [];
    const paths: string[] = [];
    collect(fieldsV1, wanted, '', paths);
    return paths.map((path) => ({ path, manager }));
  });
}

/** The outermost of the fields that are owned, and that the snapshot does not have. */
function collect(fields: unknown, wanted: unknown, path: string, paths: string[]): void {
  if (typeof fields !== 'object' || fields === null) return;
  for (const [field, inner] of Object.entries(fields)) {
    if (field === '.' || field.startsWith('v:')) continue;
    const [next, value] = field.startsWith('k:')
      ? itemOf(field.slice(2), wanted, path)
      : [
          path ? `${path}.${field.slice(2)}` : field.slice(2),
          (wanted as Record<string, unknown> | undefined)?.[field.slice(2)],
        ];
    const isMap = next === 'metadata.annotations' || next === 'metadata.labels';
    if (value !== undefined || isMap) collect(inner, value ?? {}, next, paths);
    else if (!isBookkeeping(next)) paths.push(next);
  }
}

function itemOf(key: string, wanted: unknown, path: string): [string, unknown] {
  const keys = JSON.parse(key) as Record<string, unknown>;
  const items = Array.isArray(wanted) ? (wanted as Record<string, unknown>[]) : [];
  const item = items.find((one) =>
    Object.entries(keys).every(([name, value]) => name === 'protocol' || one[name] === value),
  );
  return [`${path}[${keys['name'] ?? Object.values(keys)[0]}]`, item];
}

/** kubectl keeps notes of its own in annotations; "rollout restart" is a wanted act. */
const isBookkeeping = (path: string): boolean =>
  path === 'status' ||
  path.endsWith('kubectl.kubernetes.io/last-applied-configuration') ||
  path.endsWith('kubectl.kubernetes.io/restartedAt');

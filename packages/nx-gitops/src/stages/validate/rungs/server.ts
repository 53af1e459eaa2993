import { isEncrypted } from '../../../model/secret/encrypted-document.ts';
import type { Manifest } from '../../../model/manifest/manifest.ts';
import { openNamespaces } from '../../../tools/namespaces.ts';
import { findCluster } from '../../deploy/find-cluster.ts';
import { askServer } from '../ask-server.ts';
import type { Finding } from '../finding.ts';
import type { Rung } from '../rung.ts';
import type { Snapshot } from '../snapshot.ts';

/** The API server would take every object, and nobody else has set its fields. Changes nothing. */
export const serverRung: Rung = {
  name: 'server',
  climb: async (snapshot, input, stage) => {
    const { environment, server = environment.validation.server } = input;
    if (!server) return { off: '--server, or "validate.server" of gitops.yaml, turns it on' };
    const cluster = findCluster(environment, stage.platform, input.context);
    const namespaces = openNamespaces(stage.api(cluster));
    const groups = groupByNamespace(plainObjects(snapshot));
    const notes: string[] = [];
    const findings: Finding[] = [];
    for (const [namespace, objects] of groups) {
      const place = namespace || environment.namespace;
      if (!(await namespaces.exists(place))) {
        notes.push(`${objects.length} not asked about, the namespace ${place} is not there yet`);
        continue;
      }
      const request = { objects, namespace: namespace ? undefined : environment.namespace };
      const found = await askServer(request, snapshot, cluster, stage);
      findings.push(...found.findings);
      notes.push(...found.notes);
    }
    const secrets = snapshot.objects.length - plainObjects(snapshot).length;
    if (secrets > 0) notes.push(`${secrets} encrypted ones left out`);
    return { summary: [`dry run on ${cluster.context}`, ...notes].join('; '), findings };
  },
};

/** Without its data a Secret would be judged for what it is not. */
const plainObjects = ({ objects }: Snapshot): readonly Manifest[] =>
  objects.filter(({ text }) => !isEncrypted(text));

/** Objects that name no namespace under "": only they may be given one. */
function groupByNamespace(objects: readonly Manifest[]): Map<string, Manifest[]> {
  const groups = new Map<string, Manifest[]>();
  for (const object of objects) {
    groups.set(object.namespace, [...(groups.get(object.namespace) ?? []), object]);
  }
  return groups;
}

import { adoptLabels } from '../../model/release/adopt-labels.ts';
import { joinDocuments } from '../../model/manifest/documents.ts';
import type { LiveObject } from '../../model/plan/drift.ts';
import { parseFieldConflicts, type FieldConflict } from '../../model/validate/field-conflicts.ts';
import { nameOf, type Manifest } from '../../model/manifest/manifest.ts';
import type { Cluster } from '../../tools/cluster.ts';
import { dryRunApply } from '../../tools/kubectl-apply.ts';
import { readLiveObjects } from '../../tools/live-objects.ts';
import { lastLines } from '../../tools/run-tool.ts';
import type { StageContext } from '../stage-context.ts';
import type { Finding } from './finding.ts';
import type { Snapshot } from './snapshot.ts';

export interface ServerQuestion {
  readonly objects: readonly Manifest[];
  /** The namespace for objects that name none. */
  readonly namespace: string | undefined;
}

interface Refusal {
  readonly object: Manifest;
  readonly message: string;
}

/** The name that kapp gives itself. It updates where this dry run applies, so its own fields conflict too. */
const fieldManager = 'kapp';

/** What the API server has against some objects. One question for all, and one more for each that it refuses. */
export async function askServer(
  { objects, namespace }: ServerQuestion,
  { file, objects: all }: Snapshot,
  cluster: Cluster,
  { run, api }: StageContext,
): Promise<{ readonly findings: readonly Finding[]; readonly notes: readonly string[] }> {
  const wanted = await adopt();
  const refused = await ask(wanted, false);
  const judged = refused.map((refusal) => ({
    ...refusal,
    conflicts: parseFieldConflicts(refusal.message),
  }));
  const ours = judged.filter(({ conflicts }) => conflicts.length > 0 && conflicts.every(isOwn));
  const forced = await ask(
    ours.map(({ object }) => object),
    true,
  );
  const others = judged.filter((one) => !ours.includes(one));
  const pending = [...others, ...forced].filter(isOfThisRelease);
  const findings = [
    ...others
      .filter((one) => !pending.includes(one))
      .flatMap(({ object, message, conflicts }) =>
        conflicts.length > 0
          ? conflicts.filter((one) => !isOwn(one)).map((one) => toConflict(object, one))
          : [toFinding('server', object, clean(message))],
      ),
    ...forced
      .filter((one) => !pending.includes(one))
      .map(({ object, message }) => toFinding('server', object, clean(message))),
  ];
  const notes = pending.length > 0 ? [`${pending.length} of kinds that this release brings`] : [];
  return { findings, notes };

  async function adopt(): Promise<Manifest[]> {
    const workloads = objects.filter(({ apiVersion }) => apiVersion === 'apps/v1');
    if (workloads.length === 0) return [...objects];
    const live = await readLiveObjects<LiveObject>(api(cluster), workloads, namespace);
    const lives = new Map(live.map((one) => [`${one.kind}/${one.metadata.name}`, one]));
    return objects.map((object) => ({
      ...object,
      text: adoptLabels(object.kind, object.text, lives.get(`${object.kind}/${object.name}`)),
    }));
  }

  async function ask(manifests: readonly Manifest[], force: boolean): Promise<Refusal[]> {
    if (manifests.length === 0) return [];
    const request = { namespace, fieldManager, force };
    const send = (some: readonly Manifest[]) =>
      dryRunApply(run, cluster, {
        ...request,
        manifests: joinDocuments(some.map(({ text }) => text)),
      });
    const { accepted, refusal } = await send(manifests);
    if (refusal === '') return [];
    const refusals: Refusal[] = [];
    for (const object of manifests.filter((one) => !accepted.includes(kubectlName(one)))) {
      const answer = await send([object]);
      if (answer.refusal !== '') refusals.push({ object, message: answer.refusal });
    }
    return refusals;
  }

  function isOfThisRelease({ object, message }: Refusal): boolean {
    return (
      /no matches for kind/.test(message) &&
      all.some(
        ({ kind, text }) =>
          kind === 'CustomResourceDefinition' &&
          new RegExp(`\\bkind: ["']?${object.kind}\\b`).test(text),
      )
    );
  }

  function toFinding(rule: string, object: Manifest, message: string): Finding {
    const where = { file, line: object.line, object: nameOf(object) };
    return { rung: 'server', rule, severity: 'error', ...where, message };
  }

  function toConflict(object: Manifest, { manager, fields }: FieldConflict): Finding {
    return toFinding('field-conflict', object, `"${manager}" has set ${fields.join(', ')}`);
  }
}

const isOwn = ({ manager }: FieldConflict): boolean => manager === fieldManager;

const kubectlName = ({ apiVersion, kind, name }: Manifest): string => {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  return `${kind.toLowerCase()}${group}/${name}`;
};

const clean = (message: string): string =>
  lastLines(message, 5)
    .replace(/^error: /gim, '')
    .replaceAll('\n', ' ');

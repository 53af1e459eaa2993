import { parse } from 'yaml';
import { readIdentity } from './manifest.ts';
import { joinRelated } from './related-objects.ts';

/** A part of a release that can be judged alone. */
export interface Shard {
  readonly documents: readonly string[];
  /** Documents that concern the objects of every shard, such as a default deny of the network. */
  readonly context: readonly string[];
}

/**
 * Cuts documents into shards of about `size`; what refers to each other stays together. For tools whose cost grows
 * with the square of what they are given.
 */
export function shardObjects(documents: readonly string[], size: number): Shard[] {
  if (documents.length <= size) return [{ documents, context: [] }];
  const objects = documents.map((text) => (relates(text) ? (parse(text, quiet) as unknown) : {}));
  const { groups, broad } = joinRelated(objects);
  const textOf = (index: number): string => documents[index] ?? '';
  const context = broad.map(textOf);
  const shards: string[][] = [[]];
  for (const group of groups) {
    const last = shards.at(-1) ?? [];
    if (last.length === 0 || last.length + group.length <= size) last.push(...group.map(textOf));
    else shards.push(group.map(textOf));
  }
  return shards.map((own) => ({ documents: own, context }));
}

const quiet = { logLevel: 'silent', uniqueKeys: false } as const;

const related =
  /^(Pod|Service|NetworkPolicy|PodDisruptionBudget|Ingress|HorizontalPodAutoscaler|Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|CronJob)$/;

const relates = (text: string): boolean => related.test(readIdentity(text)?.kind ?? '');

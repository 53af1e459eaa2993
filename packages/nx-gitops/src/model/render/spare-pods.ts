import { annotateTemplate } from '../secret/annotate-template.ts';
import { joinDocuments, splitDocuments } from '../manifest/documents.ts';
import { readIdentity } from '../manifest/manifest.ts';

const workloads = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob'];

/** kapp knows what it owns by a label of the object; those in pods and selectors it adds to find pods faster. */
const template = 'kapp.k14s.io/disable-default-ownership-label-rules';
const selector = 'kapp.k14s.io/disable-default-label-scoping-rules';

/**
 * Tells kapp to label objects only, never their pod templates and selectors: a pod template that changes restarts
 * its pods, a selector of a workload cannot change, and a Service whose selector changes finds no pods.
 */
export function sparePods(state: string): string {
  return joinDocuments(splitDocuments(state).map(spare));
}

function spare(document: string): string {
  const kind = readIdentity(document)?.kind ?? '';
  const annotations = workloads.includes(kind)
    ? [template, selector]
    : kind === 'Service'
      ? [selector]
      : [];
  return annotations.reduce((text, key) => annotateTemplate(text, [], key, '') ?? text, document);
}

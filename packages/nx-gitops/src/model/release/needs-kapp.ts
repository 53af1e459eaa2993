import type { Manifest } from '../manifest/manifest.ts';

/** What kapp makes of new objects other than to create them; a rule for a later update is no reason. */
const rules = /kapp\.k14s\.io\/(versioned|exists|noop|create-strategy|v1alpha1)/;

/** Whether only kapp can say what a first deploy of the objects makes: under which names, and which of them. */
export const needsKapp = (objects: readonly Pick<Manifest, 'text'>[]): boolean =>
  objects.some(({ text }) => rules.test(text));

import type { Finding } from '../finding.ts';
import type { Outline } from '../outline/outline.ts';
import type { TextFile } from '../text-file.ts';
import type { Setting } from '../values/judge-value.ts';
import { embeddedManifests } from './embedded-manifests.ts';
import { literalEvidence } from './literal-evidence.ts';
import { manifestLeaves } from './manifest-leaves.ts';
import { secretFinding } from './secret-finding.ts';

const mention = /kind\\*["']?\s*:\s*(?:&\S+\s+)?\\*["']?(?:Secret|SecretList|SopsSecret)\b/;

/** Kubernetes Secrets with values written out, whatever these are. */
export function* secretManifests(file: TextFile): Iterable<Finding> {
  if (file.binary || !mention.test(file.text)) return;
  const { setting } = file;
  const outline = file.outline();
  if (outline) yield* fromOutline(file, outline, setting);
  for (const embedded of embeddedManifests(file, outline, mention)) {
    yield* fromOutline(file, embedded, setting);
  }
}

function* fromOutline(file: TextFile, outline: Outline, setting: Setting): Iterable<Finding> {
  for (const { leaf, encoded } of manifestLeaves(outline)) {
    const evidence = literalEvidence(leaf.value, encoded, setting);
    if (evidence === undefined) continue;
    const key = leaf.path.join('.');
    yield secretFinding(
      file,
      'secret-manifest',
      leaf.line,
      `Secret with a plain value at ${key}`,
      evidence,
    );
  }
}

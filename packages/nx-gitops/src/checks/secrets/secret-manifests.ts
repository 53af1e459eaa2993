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
  const variables = templateVariables(file.text);
  const planted = plantedDocuments(outline);
  for (const { leaf, encoded } of manifestLeaves(outline)) {
    if (planted.has(leaf.document) && isPlanted(leaf.value)) continue;
    const evidence = literalEvidence(fillIn(leaf.value, variables), encoded, setting);
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

/** Argo CD's Vault plugin fills `<name>` in where an annotation says so. */
const isPlanted = (value: string): boolean => /^\s*(?:<[^<>\n]+>\s*)+$/.test(value);

function plantedDocuments(outline: Outline): Set<number> {
  const annotated = outline.leaves.filter(({ path }) =>
    path.some((part) => typeof part === 'string' && part.startsWith('avp.kubernetes.io/')),
  );
  return new Set(annotated.map(({ document }) => document));
}

/** `{{ $password := "x" }}` of a template, which the Secret below it uses. */
function templateVariables(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (!text.includes(':=')) return found;
  for (const match of text.matchAll(/\{\{-?\s*(\$\w+)\s*:=\s*(["`][^"`\n{}]{1,400}["`])\s*-?\}\}/g))
    found.set(match[1]!, match[2]!);
  return found;
}

const fillIn = (value: string, variables: ReadonlyMap<string, string>): string =>
  variables.size === 0 || !value.includes('{{')
    ? value
    : value.replace(/\$\w+/g, (name) => variables.get(name) ?? name);

import type { Finding } from '../finding.ts';
import type { Leaf, Outline } from '../outline/outline.ts';
import { outlineJson } from '../outline/outline-json.ts';
import { outlineYaml } from '../outline/outline-yaml.ts';
import type { TextFile } from '../text-file.ts';
import { literalEvidence } from './literal-evidence.ts';
import { secretFinding } from './secret-finding.ts';

/** JSON patches (RFC 6902) that put a value into a Secret, as files and inside a kustomization. */
export function* jsonPatches(file: TextFile): Iterable<Finding> {
  if (file.binary || !/\/(?:data|stringData)\b/.test(file.text)) return;
  const outline = file.outline();
  if (!outline) return;
  yield* fromPatch(file, outline, false);
  const kinds = new Map(
    outline.leaves
      .filter(({ path }) => path.at(-2) === 'target' && path.at(-1) === 'kind')
      .map((leaf) => [ownerOf(leaf, 2), leaf.value]),
  );
  for (const leaf of outline.leaves) {
    if (leaf.path.at(-1) !== 'patch' || !/\/(?:data|stringData)\b/.test(leaf.value)) continue;
    const line = leaf.style === 'block' ? leaf.line + 1 : leaf.line;
    const inner = /^\s*\[/.test(leaf.value)
      ? outlineJson(leaf.value)
      : outlineYaml(leaf.value, line);
    for (const finding of fromPatch(file, inner, kinds.get(ownerOf(leaf, 1)) === 'Secret'))
      yield { ...finding, line: Math.max(finding.line, line) };
  }
}

/** `/data` belongs to ConfigMaps too: it tells only where the target is known. */
function* fromPatch(file: TextFile, outline: Outline, ofSecret: boolean): Iterable<Finding> {
  const places = new Map(
    outline.leaves
      .filter(({ path }) => path.at(-1) === 'path')
      .map((leaf) => [ownerOf(leaf, 1), leaf.value]),
  );
  for (const leaf of outline.leaves) {
    const depth = leaf.path.lastIndexOf('value');
    if (depth === -1) continue;
    const place = places.get(ownerOf(leaf, leaf.path.length - depth));
    if (!place || !/^\/stringData(?:\/|$)|^\/data(?:\/|$)/.test(place)) continue;
    const encoded = place.startsWith('/data');
    if (encoded && !ofSecret) continue;
    const evidence = literalEvidence(leaf.value, encoded, file.setting);
    if (evidence === undefined || leaf.style === 'collection') continue;
    const message = `Patch of a Secret with a plain value at ${place}`;
    yield secretFinding(file, 'secret-manifest', leaf.line, message, evidence);
  }
}

const ownerOf = (leaf: Leaf, up: number): string =>
  `${leaf.document}\0${leaf.path.slice(0, -up).join('\0')}`;

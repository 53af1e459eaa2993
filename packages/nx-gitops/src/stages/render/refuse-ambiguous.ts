import { GitopsError } from '../../model/errors.ts';
import { findAmbiguous } from '../../model/render/find-ambiguous.ts';
import { isManifestFile, type RenderedUnit } from '../../model/render/rendered-unit.ts';

/** kbld reads YAML 1.1 and would change these values without a word. `chart` is its folder. */
export function refuseAmbiguous(units: readonly RenderedUnit[], chart: string): void {
  const lines: string[] = [];
  const files = units.flatMap(({ files: own }) => [...own]);
  for (const [path, text] of files.sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!isManifestFile(path)) continue;
    for (const { written, meaning, line } of findAmbiguous(text)) {
      const file = path.replace(/^[^/]+/, chart);
      lines.push(`  ${written} → ${meaning}  (${file}, line ${line} of what it renders to)`);
    }
  }
  if (lines.length === 0) return;
  throw new GitopsError(
    'VALUE_AMBIGUOUS',
    `${lines.length === 1 ? 'A value means' : `${lines.length} values mean`} something else in YAML 1.1, which Kubernetes and kbld read:\n${lines.join('\n')}`,
    'Quote what is text, in templates with "| quote"; write true or false for what is not.',
  );
}

import { isManifestFile, type RenderedUnit } from '../../model/render/rendered-unit.ts';

/** An object that kbld has no business with: it parts what becomes of one unit from the next. */
const border = `---
apiVersion: nx-gitops.dev/v1
kind: Border
metadata:
  name: border
`;

/** The manifests of units as one stream for kbld; `cutStream` finds them again in its answer. */
export const joinUnits = (units: readonly RenderedUnit[]): string =>
  units.map(streamOf).join(border);

export const cutStream = (answer: string): readonly string[] => answer.split(border);

const streamOf = ({ files }: RenderedUnit): string =>
  [...files].map(([path, text]) => (isManifestFile(path) ? openDocument(text) : '')).join('');

const openDocument = (text: string): string => {
  const opened = text.startsWith('---') ? text : `---\n${text}`;
  return opened.endsWith('\n') ? opened : `${opened}\n`;
};

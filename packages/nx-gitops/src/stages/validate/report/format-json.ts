import type { Validated } from '../validate.ts';

/** The result as a document: the rungs, and all findings in one list. */
export const toDocument = ({ environment, file, objects, rungs }: Validated) => ({
  environment,
  snapshot: file,
  objects,
  rungs: rungs.map(({ name, state, summary, ignored }) => ({ name, state, summary, ignored })),
  findings: rungs.flatMap(({ findings }) => findings),
});

export const formatJson = (validated: Validated): string =>
  `${JSON.stringify(toDocument(validated), undefined, 2)}\n`;

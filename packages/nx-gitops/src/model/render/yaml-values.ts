import { parse, parseAllDocuments, stringify } from 'yaml';

/** YAML as Kubernetes reads it (1.1: `yes` is a boolean, `0777` is octal), with large integers whole. */
const asKubernetes = {
  version: '1.1',
  intAsBigInt: true,
  logLevel: 'silent',
  uniqueKeys: false,
} as const;

export const readValue = (text: string): unknown => parse(text, asKubernetes);

export const readDocuments = (text: string): ReturnType<typeof parseAllDocuments> =>
  parseAllDocuments(text, asKubernetes);

/** In block style, with quotes around whatever Kubernetes would take for something else than a string. */
export const writeValue = (value: unknown): string =>
  stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });

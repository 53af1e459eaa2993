import { parse, parseAllDocuments } from 'yaml';

/** What identifies a Kubernetes object. */
export interface ObjectIdentity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** One object of a snapshot, with the line its document begins at. */
export interface Manifest extends ObjectIdentity {
  readonly text: string;
  readonly line: number;
}

/**
 * The objects of a snapshot. kbld and sops wrote it, in block style, so that the identity of an object can be read
 * from lines at fixed indents, without parsing megabytes.
 */
export function splitSnapshot(state: string): Manifest[] {
  let line = 1;
  return state.split(/^---\n/m).flatMap((text) => {
    const from = line;
    line += text.split('\n').length;
    const identity = readIdentity(text);
    return identity ? [{ ...identity, text, line: from }] : [];
  });
}

/** What one document is; undefined where it is no object. */
export function readIdentity(text: string): ObjectIdentity | undefined {
  if (/^\s*\{/.test(text)) return readJsonIdentity(text);
  const top = (key: string): string | undefined =>
    unquote(new RegExp(`^${key}: (.+)$`, 'm').exec(text)?.[1]);
  const kind = top('kind');
  const apiVersion = top('apiVersion');
  const metadata = /^metadata:\n((?:[ ].*\n?)*)/m.exec(text)?.[1] ?? '';
  const indent = /^ +/.exec(metadata)?.[0] ?? '  ';
  const meta = (key: string): string =>
    unquote(new RegExp(`^${indent}${key}: (.+)$`, 'm').exec(metadata)?.[1]) ?? '';
  if (kind === undefined || apiVersion === undefined) return undefined;
  return { apiVersion, kind, namespace: meta('namespace'), name: meta('name') };
}

function readJsonIdentity(text: string): ObjectIdentity | undefined {
  const { apiVersion, kind, metadata } = parse(text) as Partial<ObjectIdentity> & {
    metadata?: Partial<ObjectIdentity>;
  };
  if (kind === undefined || apiVersion === undefined) return undefined;
  return { apiVersion, kind, namespace: metadata?.namespace ?? '', name: metadata?.name ?? '' };
}

function unquote(text: string | undefined): string | undefined {
  if (text === undefined || !/^["']/.test(text)) return text;
  return String(parseAllDocuments(text)[0]?.toJS());
}

export const nameOf = ({ kind, namespace, name }: Omit<ObjectIdentity, 'apiVersion'>): string =>
  `${kind} ${namespace ? `${namespace}/` : ''}${name}`;

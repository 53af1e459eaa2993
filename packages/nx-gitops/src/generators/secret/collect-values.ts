import { randomBytes } from 'node:crypto';
import { findBytes } from '../../io/files.ts';
import { askHidden, readStdin } from '../../io/terminal.ts';
import { GitopsError } from '../../model/errors.ts';
import type { SecretOptions } from './schema.ts';

/** The fields of a Secret: texts as they are, other bytes in base64. */
export interface SecretValues {
  readonly stringData?: Readonly<Record<string, string>>;
  readonly data?: Readonly<Record<string, string>>;
}

/** The values, from every place but the command line. */
export async function collectValues(options: SecretOptions): Promise<SecretValues> {
  const values = new Map<string, Buffer>();
  const put = (key: string, value: Buffer): void => {
    if (!/^[-._a-zA-Z0-9]+$/.test(key) || values.has(key)) throw badKey(key);
    if (value.length === 0) throw refuse(`The value of "${key}" is empty`);
    values.set(key, value);
  };
  for (const one of options.generate ?? []) {
    const [, key = '', length] = /^([^:=]+)(?::(\d+))?$/.exec(one) ?? [];
    put(key, Buffer.from(generate(Number(length ?? 32))));
  }
  for (const one of options.fromFile ?? []) {
    const [, key = '', path = ''] = /^([^=]+)=(.+)$/s.exec(one) ?? [];
    const bytes = path === '' ? undefined : await findBytes(path);
    if (!bytes) throw refuse('--fromFile takes key=path, and the file has to be there');
    put(key, bytes);
  }
  if (options.stdin !== undefined) {
    put(options.stdin, Buffer.from((await readStdin()).replace(/\r?\n$/, '')));
  }
  for (const key of options.prompt ?? []) {
    if (key.includes('=')) throw badKey(key);
    put(key, Buffer.from(await askHidden(key)));
  }
  if (values.size === 0) {
    throw refuse(
      'The Secret has no values: name keys with --prompt, --stdin, --fromFile or --generate',
    );
  }
  return fieldsOf(values);
}

const generate = (length: number): string =>
  randomBytes(length).toString('base64url').slice(0, length);

function fieldsOf(values: ReadonlyMap<string, Buffer>): SecretValues {
  const isText = (value: Buffer): boolean => Buffer.from(value.toString()).equals(value);
  const entries = [...values];
  const texts = entries.filter(([, value]) => isText(value));
  const binary = entries.filter(([, value]) => !isText(value));
  return {
    ...(texts.length > 0
      ? { stringData: Object.fromEntries(texts.map(([key, value]) => [key, value.toString()])) }
      : {}),
    ...(binary.length > 0
      ? { data: Object.fromEntries(binary.map(([key, value]) => [key, value.toString('base64')])) }
      : {}),
  };
}

/** What was given is not repeated: it may be the value itself. */
const badKey = (key: string): GitopsError =>
  refuse(key.includes('=') ? 'A value was given where a key belongs' : 'A key is wrong, or twice');

const refuse = (problem: string): GitopsError =>
  new GitopsError(
    'OPTIONS_INVALID',
    problem,
    'Keys have letters, digits, ".", "-" and "_". Values come from a prompt, stdin, a file or chance, never from the command line, which others can read.',
  );

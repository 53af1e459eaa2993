import { describe, expect, it } from 'vitest';
import type { ProcessResult } from '../io/process.ts';
import { openBlobs } from './git-blobs.ts';

const id = 'a'.repeat(40);
const done = (text: string): ProcessResult => ({
  exitCode: 0,
  stdout: Buffer.from(text).toString('latin1'),
  stderr: '',
  all: '',
  missing: false,
});

describe('openBlobs', () => {
  it('asks once for all that is wanted together, counts bytes, and skips what is no file', async () => {
    const calls: (string | undefined)[] = [];
    const read = openBlobs(async (_args, input) => {
      calls.push(input);
      return done(
        `${id} blob 6\nzwölf\nHEAD:./none missing\n${id} tree 3\nx\ny\n${id} blob 0\n\n${id} blob 4\na\nb\n\n`,
      );
    });
    const names = ['umlaut', 'none', 'folder', 'empty', 'lines'].map((name) => `HEAD:./${name}`);
    expect(await Promise.all(names.map(read))).toEqual([
      'zwölf',
      undefined,
      undefined,
      '',
      'a\nb\n',
    ]);
    expect(calls).toEqual([`${names.join('\n')}\n`]);
  });
});

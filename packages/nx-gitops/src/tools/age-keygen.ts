import { expectSuccess, type RunTool } from './run-tool.ts';

/** An age key in memory. */
export interface AgeKey {
  /** The text of a key file: holds the private key, so it is never printed. */
  readonly text: string;
  readonly recipient: string;
}

export const openAgeKeygen = (run: RunTool) => ({
  makeKey: async (): Promise<AgeKey> => {
    const { stdout } = expectSuccess('age-keygen', 'making a key', await run('age-keygen', []));
    return { text: stdout, recipient: /public key: (age1\S+)/.exec(stdout)?.[1] ?? '' };
  },
  /** The public keys of the private ones in a text, which goes through a pipe. */
  listRecipients: async (text: string): Promise<string[]> => {
    const result = await run('age-keygen', ['-y'], { input: text });
    return expectSuccess('age-keygen', 'reading a key', result).stdout.trim().split('\n');
  },
});

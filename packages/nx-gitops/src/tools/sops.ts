import { formatOf } from '../model/secret/encrypted-document.ts';
import type { RunTool } from './run-tool.ts';
import { sopsError } from './sops-error.ts';

/** sops, from pipe to pipe: neither a plain text nor a key is ever in a file or an argument of ours. */
export interface Sops {
  /** `what` names the text in errors. */
  readonly decrypt: (text: string, what: string) => Promise<string>;
  readonly encrypt: (request: SopsEncrypt) => Promise<string>;
}

export interface SopsEncrypt {
  readonly text: string;
  /** The path that decides about the rule. */
  readonly path: string;
  /** The `.sops.yaml` that holds the rules. */
  readonly config: string;
  readonly regex?: string;
  readonly what: string;
}

/** Whether there is a newer sops is asked on the network otherwise. */
export const sopsEnvironment = { SOPS_DISABLE_VERSION_CHECK: '1' };

export function openSops(run: RunTool): Sops {
  const pipe = async (args: readonly string[], text: string, what: string): Promise<string> => {
    const type = formatOf(text);
    const types = [`--input-type=${type}`, `--output-type=yaml`];
    const result = await run('sops', [...args, ...types], { input: text, env: sopsEnvironment });
    if (result.exitCode === 0 && result.stdout.trim() !== '') return result.stdout;
    throw sopsError(result, text, what);
  };
  return {
    decrypt: (text, what) => pipe(['decrypt'], text, what),
    encrypt: ({ text, path, config, regex, what }) =>
      pipe(
        [
          `--config=${config}`,
          'encrypt',
          `--filename-override=${path}`,
          ...(regex === undefined ? [] : [`--encrypted-regex=${regex}`]),
        ],
        text,
        what,
      ),
  };
}

import type { RunTool } from './run-tool.ts';
import { sopsError } from './sops-error.ts';
import { sopsEnvironment } from './sops.ts';

/** The keys of encrypted files. sops changes them in files only: they are given copies, and hold no plain text. */
export interface SopsKeys {
  /** Gives the copy `file` in `folder` the recipients of the `.sops.yaml` there. */
  readonly updateRecipients: (request: KeyRequest) => Promise<void>;
  /** Encrypts all values with a new data key. */
  readonly rotate: (request: KeyRequest) => Promise<void>;
}

export interface KeyRequest {
  readonly folder: string;
  readonly file: string;
  readonly text: string;
  readonly what: string;
}

export function openSopsKeys(run: RunTool): SopsKeys {
  const act = async (
    args: readonly string[],
    { folder, file, text, what }: KeyRequest,
  ): Promise<void> => {
    const result = await run('sops', ['--config=.sops.yaml', ...args, file], {
      cwd: folder,
      env: sopsEnvironment,
    });
    if (result.exitCode !== 0) throw sopsError(result, text, what);
  };
  return {
    updateRecipients: (request) => act(['updatekeys', '--yes'], request),
    rotate: (request) => act(['rotate', '--in-place'], request),
  };
}

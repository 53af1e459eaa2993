import { join, posix } from 'node:path';
import { findText, writeAtomic } from '../../io/files.ts';
import { replaceFiles } from '../../io/replace-files.ts';
import { withTemporaryFolder } from '../../io/temporary-folder.ts';
import { splitDocuments } from '../../model/manifest/documents.ts';
import { GitopsError } from '../../model/errors.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import { statePath } from '../../model/settings/state-path.ts';
import { openSopsKeys } from '../../tools/sops-keys.ts';
import type { StageContext } from '../stage-context.ts';
import { listSecretTexts } from './list-secret-files.ts';
import { formatReseal, planReseal, type Reseal } from './plan-reseal.ts';

export interface ResealInput {
  readonly repository: ConfigRepository;
  /** Give every file a new data key, not only those that lose a recipient. */
  readonly rotate: boolean;
}

/** Brings everything encrypted to the recipients of `.sops.yaml`: all of it, or nothing. */
export async function reseal(
  { repository, rotate }: ResealInput,
  stage: StageContext,
): Promise<readonly Reseal[]> {
  const plan = planReseal(await listSecretTexts(repository, stage.root), rotate);
  plan.map(formatReseal).forEach(stage.report);
  if (stage.dryRun || plan.length === 0) return plan;
  await withTemporaryFolder(stage.root, async (folder) => {
    const texts = new Map<Reseal, string>();
    for (const [index, one] of plan.entries()) {
      texts.set(one, await resealCopy(one, join(folder, String(index)), stage));
    }
    await replaceFiles(await placeTexts(texts, repository, stage.root));
  });
  return plan;
}

/** sops works on a copy of the ciphertext, with a copy of the rules above it. */
async function resealCopy(
  { secret, added, removed, rotate }: Reseal,
  folder: string,
  { root, run }: StageContext,
): Promise<string> {
  const { path, text, config } = secret;
  const file = posix.relative(posix.dirname(config?.path ?? ''), path);
  const keys = openSopsKeys(run);
  try {
    await writeAtomic(join(folder, '.sops.yaml'), config?.text ?? '');
    await writeAtomic(join(folder, file), text);
  } catch (error) {
    throw unwritable(path, error);
  }
  const request = { folder, file, text, what: path };
  if (added.length + removed.length > 0) await keys.updateRecipients(request);
  if (rotate) await keys.rotate(request);
  const resealed = await findText(join(folder, file));
  if (resealed?.trim()) return resealed;
  throw unwritable(path, `${root} is full`);
}

/** The files with their new texts, the snapshots that hold copies of them included. */
async function placeTexts(
  texts: ReadonlyMap<Reseal, string>,
  { environments }: ConfigRepository,
  root: string,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const replace = async (file: string, from: string, to: string): Promise<void> => {
    const path = join(root, file);
    const text = files.get(path) ?? (await findText(path));
    if (text?.includes(from))
      files.set(
        path,
        text.replace(from, () => to),
      );
  };
  for (const [{ secret }, resealed] of texts) {
    await replace(secret.file, secret.text, resealed);
    const after = splitDocuments(resealed);
    for (const environment of environments) {
      for (const [index, document] of splitDocuments(secret.text).entries()) {
        await replace(statePath(environment), document, after[index] ?? '');
      }
    }
  }
  return files;
}

const unwritable = (path: string, cause: unknown): GitopsError =>
  new GitopsError(
    'FILE_UNWRITABLE',
    `${path} cannot be resealed: the copy cannot be written`,
    'Nothing was changed. Make room on the disk and run it again.',
    { cause },
  );

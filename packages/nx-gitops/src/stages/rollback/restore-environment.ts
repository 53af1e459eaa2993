import { join, posix } from 'node:path';
import { findText, removeFile, writeIfChanged } from '../../io/files.ts';
import { listFiles } from '../../io/list-files.ts';
import { splitDocuments } from '../../model/manifest/documents.ts';
import { GitopsError } from '../../model/errors.ts';
import type { Environment } from '../../model/settings/environment.ts';
import { isLockPath } from '../../model/lock/lock-path.ts';
import { statePath } from '../../model/settings/state-path.ts';
import { spliceSecrets, spliceText } from '../../model/secret/splice-secrets.ts';
import type { Git } from '../../tools/git.ts';
import { refreshChecksums } from '../secrets/add-checksums.ts';
import {
  isEncryptedManifest,
  readEncryptedManifests,
} from '../secrets/read-encrypted-manifests.ts';

export interface RestoreEnvironment {
  readonly environment: Environment;
  readonly commit: string;
  /** Encrypted files come back too; without it they stay as they are now. */
  readonly withSecrets: boolean;
}

const isSecretFile = (path: string): boolean => /\.sops\.(?:ya?ml|json)$/.test(path);

/** Writes into a checkout what an environment was at a commit: values and overlays, rendered tree, snapshot. */
export async function restoreEnvironment(
  { environment, commit, withSecrets }: RestoreEnvironment,
  tree: readonly string[],
  git: Git,
  root: string,
): Promise<void> {
  const { release } = environment;
  const snapshot = statePath(environment);
  const then = await git.readCommitted(commit, snapshot);
  if (then === undefined) throw noSnapshot(environment, commit);
  const now = (await findText(join(root, snapshot))) ?? '';
  const inputs = (path: string): boolean =>
    (isOwnFile(environment, path) || environment.values.includes(path)) && !isLockPath(path);
  const isRestored = (path: string): boolean => path.startsWith(`${release}/`) || inputs(path);
  const before = (await listFiles(root)).filter(isRestored);
  const stays = (path: string): boolean =>
    isSecretFile(path) && !withSecrets && !path.startsWith(`${release}/`);
  const gone = before.filter((path) => !tree.includes(path) && !stays(path));
  for (const path of gone) await removeFile(join(root, path));
  const paths = tree.filter((path) => isRestored(path) && !(stays(path) && before.includes(path)));
  const texts = await Promise.all(paths.map((path) => git.readCommitted(commit, path)));
  for (const [at, path] of paths.entries()) {
    const text = texts[at] ?? '';
    const isTree = path.startsWith(`${release}/`) && !withSecrets && text.includes('ENC[');
    const spliced = isTree ? spliceText(text, then, now, environment.namespace) : text;
    await writeIfChanged(join(root, path), spliced);
  }
  if (withSecrets) return;
  const manifests = await readEncryptedManifests(environment, root);
  const { state, lost } = spliceSecrets({
    then,
    now,
    filesThen: await readDocuments(environment, commit, tree, git),
    filesNow: manifests.flatMap(({ documents }) => documents),
    namespace: environment.namespace,
  });
  if (lost.length > 0) throw secretsLost(lost, commit);
  await writeIfChanged(join(root, snapshot), refreshChecksums(state, environment.namespace));
}

/** The files of `environments/<env>`; where there are no environments, the encrypted ones beside gitops.yaml. */
const isOwnFile = ({ folder, name }: Environment, path: string): boolean =>
  name === 'default'
    ? posix.dirname(path) === folder && isSecretFile(path)
    : path.startsWith(`${folder}/`);

/** The documents of the encrypted manifests at a commit, as the snapshot of then has them. */
async function readDocuments(
  { folder }: Environment,
  commit: string,
  tree: readonly string[],
  git: Git,
): Promise<string[]> {
  const paths = tree.filter(
    (path) => posix.dirname(path) === folder && isEncryptedManifest(posix.basename(path)),
  );
  const texts = await Promise.all(paths.map((path) => git.readCommitted(commit, path)));
  return texts.flatMap((text) => splitDocuments(text ?? ''));
}

const noSnapshot = (environment: Environment, commit: string): GitopsError =>
  new GitopsError(
    'SNAPSHOT_MISSING',
    `At ${commit.slice(0, 12)} there is no ${statePath(environment)}: ${environment.name} cannot go back there`,
    'Take a commit that holds a snapshot; "nx-gitops history" lists the releases.',
  );

const secretsLost = (names: readonly string[], commit: string): GitopsError =>
  new GitopsError(
    'SECRET_INVALID',
    `The release of ${commit.slice(0, 12)} needs ${names.join(', ')}, which its file does not hold any more`,
    'Put it back with "sops <file>", or pass --with-secrets: then the encrypted files of that commit come back too.',
  );

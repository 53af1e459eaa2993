import { join } from 'node:path';
import { findBytes, writeAtomic } from '../io/files.ts';
import { GitopsError } from '../model/errors.ts';
import { ofBytes, toBytes, type PackageFiles } from '../model/package/package-files.ts';
import { withoutUser } from './git-clone.ts';
import { openGitCommand, type GitCommand } from './git-command.ts';
import { listTree } from './git-list-tree.ts';
import { lastLines } from './run-tool.ts';

/** A clone of the repository of a package, in a temporary folder. */
export interface PackageSource {
  /** The commit that a ref means now. */
  readonly resolve: (ref: string) => Promise<string>;
  /** The files of a folder at a commit. */
  readonly read: (commit: string, directory: string) => Promise<PackageFiles>;
  readonly listExecutables: (commit: string, directory: string) => Promise<ReadonlySet<string>>;
  /** Merges the lines of a file three ways. Undefined where they conflict. */
  readonly merge: (ours: string, base: string, theirs: string) => Promise<string | undefined>;
}

export async function openPackageSource(repo: string, folder: string): Promise<PackageSource> {
  const outside = openGitCommand(folder);
  const result = await outside.attempt(['clone', '--quiet', '--bare', '--', repo, 'clone']);
  if (result.exitCode !== 0) {
    throw new GitopsError(
      'PACKAGE_INVALID',
      `The repository ${withoutUser(repo)} cannot be read: ${withoutUser(lastLines(result.stderr, 1))}`,
      'Check its address and your access to it.',
    );
  }
  const git = openGitCommand(join(folder, 'clone'));
  return {
    resolve: (ref) => resolve(git, repo, ref),
    read: (commit, directory) => readFiles(git, folder, commit, directory),
    listExecutables: async (commit, directory) => {
      const entries = await listTree(git, commit, trimSlashes(directory));
      return new Set(entries.flatMap(({ path, isExecutable }) => (isExecutable ? [path] : [])));
    },
    merge: (ours, base, theirs) => mergeLines(outside, folder, ours, base, theirs),
  };
}

async function resolve(git: GitCommand, repo: string, ref: string): Promise<string> {
  const found = await git.attempt([
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${ref}^{commit}`,
  ]);
  if (found.exitCode === 0) return found.stdout.trim();
  throw new GitopsError(
    'PACKAGE_INVALID',
    `${withoutUser(repo)} has no branch, tag or commit "${ref}"`,
    'Name another one with --ref.',
  );
}

async function readFiles(
  git: GitCommand,
  folder: string,
  commit: string,
  directory: string,
): Promise<PackageFiles> {
  const tree = join(folder, `tree-${commit}`);
  const inside = trimSlashes(directory);
  const entries = await listTree(git, commit, inside);
  await writeAtomic(join(tree, '.made'), '');
  const checkout = [
    '--work-tree',
    tree,
    'checkout',
    '--quiet',
    '--force',
    commit,
    '--',
    inside || '.',
  ];
  const result = await git.attempt(checkout);
  const files = new Map<string, string>();
  for (const { path } of result.exitCode === 0 ? entries : []) {
    files.set(path, ofBytes((await findBytes(join(tree, inside, path))) ?? new Uint8Array()));
  }
  if (files.size > 0) return files;
  throw new GitopsError(
    'PACKAGE_INVALID',
    `The commit ${commit.slice(0, 10)} has no files in "${directory}"`,
    'Name another folder with --directory.',
  );
}

async function mergeLines(
  git: GitCommand,
  folder: string,
  ...[ours, base, theirs]: [string, string, string]
): Promise<string | undefined> {
  const sides = { ours, base, theirs };
  for (const [name, content] of Object.entries(sides)) {
    await writeAtomic(join(folder, name), toBytes(content));
  }
  const result = await git.attempt(['merge-file', 'ours', 'base', 'theirs']);
  if (result.exitCode !== 0) return undefined;
  return ofBytes((await findBytes(join(folder, 'ours'))) ?? new Uint8Array());
}

const trimSlashes = (directory: string): string => directory.replaceAll(/^\/+|\/+$/g, '');

import { join } from 'node:path';
import { hashWorkingFile, readWorkingFile } from '../io/file-entry.ts';
import { runProcess, type ProcessOptions, type RunProcess } from '../io/process.ts';
import type { FileEntry, FileTree } from '../model/build-key/build-key.ts';
import { GitopsError } from '../model/errors.ts';
import { openBlobs } from './git-blobs.ts';

/** Git, asked about the checkout in `folder`; paths in and out are relative to `folder`. */
export interface Git {
  /** The files as they are now: unchanged ones by the index, changed and untracked ones by their content. */
  readonly listWorkingTree: () => Promise<FileTree>;
  /** The files of a commit, or of one folder in it. */
  readonly listCommit: (commit: string, folder?: string) => Promise<FileTree>;
  /** The text of a file in a commit, undefined where there is none. What is asked for together is one process. */
  readonly readCommitted: (commit: string, path: string) => Promise<string | undefined>;
  /** The commits that changed a file, newest first. */
  readonly listChanges: (path: string, limit: number) => Promise<readonly string[]>;
}

export function openGit(folder: string, run: RunProcess = runProcess): Git {
  const git = (
    args: readonly string[],
    input?: string,
    encoding: ProcessOptions['encoding'] = 'utf8',
  ): ReturnType<RunProcess> =>
    run('git', args, {
      cwd: folder,
      env: { GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
      encoding,
      ...(input === undefined ? {} : { input }),
    });
  const readBlob = openBlobs((args, input) => git(args, input, 'latin1'));
  const ask = async (args: readonly string[], input?: string): Promise<string> => {
    const result = await git(args, input);
    if (result.exitCode === 0) return result.stdout;
    throw new GitopsError(
      'GIT_FAILED',
      `git ${args[0]} failed in ${folder}: ${result.missing ? 'git is not installed' : result.stderr.trim()}`,
      'Staleness is computed from the files that Git knows: run in a Git checkout, with git on PATH.',
    );
  };
  return {
    listWorkingTree: async () => {
      const [index, changes] = await Promise.all([
        ask(['ls-files', '-z', '--stage']),
        ask(['ls-files', '-z', '-t', '-m', '-d', '-o', '--exclude-standard']),
      ]);
      return overlay(folder, parseEntries(index), changes, ask);
    },
    listCommit: async (commit, folder) => {
      const only = folder === undefined ? [] : ['--', `${folder}/`];
      const args = ['ls-tree', '-r', '-z', '--full-tree', `${commit}:./`, ...only];
      return parseEntries(await ask(args));
    },
    readCommitted: (commit, path) => readBlob(`${commit}:./${path}`),
    listChanges: async (path, limit) =>
      (await ask(['log', `-${limit}`, '--format=%H', '--', path])).split('\n').filter(Boolean),
  };
}

/** `ls-files --stage` says `mode id stage<TAB>path`, `ls-tree` says `mode blob id<TAB>path`. */
function parseEntries(output: string): Map<string, FileEntry> {
  const tree = new Map<string, FileEntry>();
  // Cut by hand: a pattern takes three times as long, and there are tens of thousands.
  for (let at = 0, end; at < output.length; at = end + 1) {
    end = output.indexOf('\0', at);
    const tab = output.indexOf('\t', at);
    const isFile = output.startsWith('10', at) || output.startsWith('12', at);
    if (!isFile) continue;
    const id = at + (output.startsWith('blob ', at + 7) ? 12 : 7);
    const space = output.indexOf(' ', id);
    const blob = output.slice(id, space < 0 || space > tab ? tab : space);
    tree.set(output.slice(tab + 1, end), { mode: output.slice(at, at + 6), blob });
  }
  return tree;
}

/** Puts what differs from the index over it. Git's own filters (line ends) apply to what it hashes. */
async function overlay(
  folder: string,
  tree: Map<string, FileEntry>,
  changes: string,
  ask: (args: readonly string[], input?: string) => Promise<string>,
): Promise<FileTree> {
  const records = changes.split('\0').filter(Boolean);
  const plain: { path: string; mode: string }[] = [];
  for (const path of new Set(records.map((record) => record.slice(2)))) {
    const file = await readWorkingFile(join(folder, path));
    if (file.kind === 'none') tree.delete(path);
    else if (file.kind === 'link') tree.set(path, file.entry);
    else if (!path.includes('\n')) plain.push({ path, mode: file.mode });
    else tree.set(path, { mode: file.mode, blob: await hashWorkingFile(join(folder, path)) });
  }
  if (plain.length > 0) {
    const input = plain.map(({ path }) => `${path}\n`).join('');
    const ids = (await ask(['hash-object', '--stdin-paths'], input)).split('\n');
    plain.forEach(({ path, mode }, at) => tree.set(path, { mode, blob: ids[at] ?? '' }));
  }
  return tree;
}

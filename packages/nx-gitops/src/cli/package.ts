import { countOf } from '../model/count-of.ts';
import { posix } from 'node:path';
import { GitopsError } from '../model/errors.ts';
import type { StageContext } from '../stages/stage-context.ts';
import { addPackage, listPackages, updatePackage } from '../stages/package/package.ts';
import { refusePackage } from '../stages/package/refuse-package.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { chooseRepository, openStage, openWorkspace } from './open-workspace.ts';

export const packageCommand: Command = {
  name: 'package',
  summary: 'takes packages of others into the config repository, and updates them',
  usage:
    'nx-gitops package add <git repository> <folder> [--directory <folder>] [--ref <ref>] | update [<folder>] [--ref <ref>] | list  [--repository <folder>] [--dry-run] [--format text|json]',
  description:
    'A package is a folder of a Git repository; its Kptfile records where it comes from. An update merges three ways, and changes nothing where that conflicts. Folders are relative to the config repository.',
  run: async (argv) => {
    const extra = { directory: { type: 'string' }, ref: { type: 'string' } } as const;
    const { own, ...options } = parseCommandLine(argv, extra, { words: 3 });
    const open = await openWorkspace();
    const { root } = chooseRepository(open, options.repository);
    const stage = await openStage(open.root, options.dryRun);
    const [act, first, second] = options.positionals;
    const done = await carryOut();
    print(options.json, done.document, done.lines);
    return 0;

    async function carryOut(): Promise<Outcome> {
      if (act === 'add' && first !== undefined && second !== undefined) {
        const wanted = { repo: first, directory: own.directory ?? '/', ref: own.ref ?? 'HEAD' };
        const folder = posix.isAbsolute(second) ? second : posix.join(root, second);
        refusePackage(root, folder, first);
        const added = await addPackage(folder, wanted, stage);
        return { document: added, lines: [`${added.folder}: ${added.commit.slice(0, 10)}`] };
      }
      if (act === 'update') return update(root, first, own.ref, stage);
      if (act !== 'list') throw unknownAct();
      const packages = await listPackages(root, stage);
      const lines = packages.map(
        ({ folder, repo, directory, ref, commit }) =>
          `${folder}: ${repo} ${directory} at ${ref} (${commit.slice(0, 10)})`,
      );
      return { document: packages, lines: lines.length === 0 ? ['no packages'] : lines };
    }
  },
};

interface Outcome {
  readonly document: unknown;
  readonly lines: readonly string[];
}

async function update(
  root: string,
  folder: string | undefined,
  ref: string | undefined,
  stage: StageContext,
): Promise<Outcome> {
  const all = await listPackages(root, stage);
  const wanted = folder === undefined ? undefined : posix.join(root, folder);
  const chosen = all.filter((one) => wanted === undefined || one.folder === wanted);
  if (wanted !== undefined && chosen.length === 0) {
    throw new GitopsError(
      'PACKAGE_INVALID',
      `${wanted} is no package: it has no Kptfile with an upstream`,
      `Packages: ${all.map((one) => one.folder).join(', ') || 'none'}.`,
    );
  }
  const updates = [];
  for (const one of chosen) updates.push(await updatePackage(one, ref, stage));
  const lines = updates.map(({ folder: place, before, commit, changed }) =>
    before === commit && changed.length === 0
      ? `${place}: up to date`
      : `${place}: ${before.slice(0, 10)} → ${commit.slice(0, 10)}, ${countOf(changed.length, 'file')}`,
  );
  return { document: updates, lines };
}

const unknownAct = (): GitopsError =>
  new GitopsError(
    'OPTIONS_INVALID',
    'Expected "add <git repository> <folder>", "update" or "list"',
    'See --help.',
  );

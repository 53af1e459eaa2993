import { countOf } from '../../model/count-of.ts';
import { join, posix } from 'node:path';
import { findText, removeFile } from '../../io/files.ts';
import { listFiles } from '../../io/list-files.ts';
import { withTemporaryFolder } from '../../io/temporary-folder.ts';
import { GitopsError } from '../../model/errors.ts';
import {
  formatKptfile,
  kptfileName,
  parseKptfile,
  type PackageUpstream,
} from '../../model/package/kptfile.ts';
import { ofText, toText, type PackageFiles } from '../../model/package/package-files.ts';
import { planMerge } from '../../model/package/plan-merge.ts';
import { openPackageSource, type PackageSource } from '../../tools/git-package.ts';
import type { StageContext } from '../stage-context.ts';
import { readPackageFiles, writePackageFiles } from './package-folder.ts';

/** A package in a config repository. */
export interface Package extends PackageUpstream {
  /** Relative to the workspace. */
  readonly folder: string;
}

/** The packages below a folder, by their Kptfiles. */
export async function listPackages(
  root: string,
  { root: workspace }: StageContext,
): Promise<Package[]> {
  const files = (await listFiles(join(workspace, root))).filter(
    (path) => posix.basename(path) === kptfileName && !path.startsWith('.release/'),
  );
  const packages = await Promise.all(
    files.map(async (path) => {
      const upstream = parseKptfile((await findText(join(workspace, root, path))) ?? '');
      return upstream ? [{ folder: posix.join(root, posix.dirname(path)), ...upstream }] : [];
    }),
  );
  return packages.flat();
}

/** Takes the files of a package into a new folder, and records where they come from. */
export async function addPackage(
  folder: string,
  wanted: Omit<PackageUpstream, 'commit'>,
  stage: StageContext,
): Promise<Package> {
  const present = await listFiles(join(stage.root, folder));
  if (present.length > 0) {
    throw new GitopsError(
      'PACKAGE_INVALID',
      `${folder} is there already`,
      'Name a new folder; an earlier package is brought up to date by "nx-gitops package update".',
    );
  }
  return withTemporaryFolder(stage.root, async (temporary) => {
    const source = await openPackageSource(wanted.repo, temporary);
    const upstream = { ...wanted, commit: await source.resolve(wanted.ref) };
    const files = new Map(await source.read(upstream.commit, wanted.directory));
    files.set(kptfileName, record(files.get(kptfileName), folder, upstream));
    const executables = await source.listExecutables(upstream.commit, wanted.directory);
    if (!stage.dryRun) await writePackageFiles(folder, files, executables, stage);
    return { folder, ...upstream };
  });
}

/** What an update did to a package. */
export interface PackageUpdate extends Package {
  readonly before: string;
  readonly changed: readonly string[];
}

/** Brings a package to what its ref, or another one, is now. Own changes are merged; a conflict changes nothing. */
export async function updatePackage(
  { folder, ...upstream }: Package,
  ref: string | undefined,
  stage: StageContext,
): Promise<PackageUpdate> {
  return withTemporaryFolder(stage.root, async (temporary) => {
    const source = await openPackageSource(upstream.repo, temporary);
    const next = { ...upstream, ref: ref ?? upstream.ref };
    const commit = await source.resolve(next.ref);
    const base = await source.read(upstream.commit, upstream.directory);
    const theirs = await source.read(commit, upstream.directory);
    const ours = await readPackageFiles(folder, stage);
    const { files, removed } = await merge(folder, source, { ours, base, theirs });
    const written = record(ours.get(kptfileName), folder, { ...next, commit });
    const changed = [...files.keys(), ...removed].sort();
    if (written !== ours.get(kptfileName)) files.set(kptfileName, written);
    if (!stage.dryRun) {
      await writePackageFiles(
        folder,
        files,
        await source.listExecutables(commit, next.directory),
        stage,
      );
      for (const path of removed) await removeFile(join(stage.root, folder, path));
    }
    return { folder, ...next, commit, before: upstream.commit, changed };
  });
}

function record(before: string | undefined, folder: string, upstream: PackageUpstream): string {
  const text = before === undefined ? undefined : toText(before);
  return ofText(formatKptfile(text, posix.basename(folder), upstream));
}

async function merge(
  folder: string,
  source: PackageSource,
  { ours, base, theirs }: Record<'ours' | 'base' | 'theirs', PackageFiles>,
): Promise<{ files: Map<string, string>; removed: string[] }> {
  const files = new Map<string, string>();
  const removed: string[] = [];
  const conflicts: string[] = [];
  for (const plan of planMerge(ours, base, theirs)) {
    // The record is ours alone.
    if (plan.path === kptfileName) continue;
    if (plan.act === 'write') files.set(plan.path, plan.text);
    if (plan.act === 'remove') removed.push(plan.path);
    if (plan.act === 'conflict')
      conflicts.push(`  ${posix.join(folder, plan.path)}: ${plan.problem}`);
    if (plan.act !== 'merge') continue;
    const merged = await source.merge(plan.ours, plan.base, plan.theirs);
    if (merged === undefined)
      conflicts.push(`  ${posix.join(folder, plan.path)}: the same lines changed`);
    else files.set(plan.path, merged);
  }
  if (conflicts.length === 0) return { files, removed };
  throw new GitopsError(
    'PACKAGE_CONFLICT',
    `${folder} cannot be updated: ${countOf(conflicts.length, 'file')} changed on both sides\n${conflicts.join('\n')}`,
    'Nothing was changed. Move what is yours into an overlay, or make the same change here by hand, and run it again.',
  );
}

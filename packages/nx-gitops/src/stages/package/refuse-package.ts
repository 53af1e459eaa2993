import { posix } from 'node:path';
import { GitopsError } from '../../model/errors.ts';
import { withoutUser } from '../../tools/git-clone.ts';

/** A package has a folder below `root`, and an address that everybody may read in its Kptfile. */
export function refusePackage(root: string, folder: string, repo: string): void {
  const inside = posix.relative(root, folder);
  if (inside === '' || inside.startsWith('..')) {
    throw new GitopsError(
      'PACKAGE_INVALID',
      `${folder} is not a folder in ${root}`,
      'Folders are relative to the config repository, e.g. packages/ingress.',
    );
  }
  if (/^https?:\/\/[^/]*@/.test(repo)) {
    throw new GitopsError(
      'PACKAGE_INVALID',
      `The address of ${withoutUser(repo)} names an account, and the Kptfile would keep it`,
      'Leave it out; Git takes accounts from its credential helpers.',
    );
  }
}

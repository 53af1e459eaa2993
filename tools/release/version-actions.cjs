/* eslint-disable @typescript-eslint/no-require-imports -- Nx loads this file by require */
// How "nx release" reads and writes the version of a package. Nx's own way comes with @nx/js, which has to have the
// very version of nx, and has none for this one: docs/decisions.md.
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { VersionActions } = require('nx/release');

class PackageVersion extends VersionActions {
  validManifestFilenames = ['package.json'];

  async readCurrentVersionFromSourceManifest(tree) {
    const { manifestPath } = this.manifestsToUpdate[0];
    const { version } = JSON.parse(tree.read(manifestPath, 'utf8'));
    return { currentVersion: version, manifestPath };
  }

  async readCurrentVersionFromRegistry() {
    return null;
  }

  async readCurrentVersionOfDependency() {
    return { currentVersion: null, dependencyCollection: null };
  }

  async updateProjectVersion(tree, version) {
    return this.manifestsToUpdate.map(({ manifestPath }) => {
      const text = tree.read(manifestPath, 'utf8');
      tree.write(manifestPath, text.replace(/("version": ")[^"]+"/, `$1${version}"`));
      return `${manifestPath}: ${version}`;
    });
  }

  /** Packages of this repository name no version of each other. */
  async updateProjectDependencies() {
    return [];
  }
}

/** npm keeps the versions of workspaces in its lock file too. */
const afterAllProjectsVersioned = async (root, { dryRun }) => {
  if (dryRun) return { changedFiles: [], deletedFiles: [] };
  const file = join(root, 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const manifest = JSON.parse(readFileSync(join(root, 'packages/nx-gitops/package.json'), 'utf8'));
  lock.packages['packages/nx-gitops'].version = manifest.version;
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  return { changedFiles: ['package-lock.json'], deletedFiles: [] };
};

module.exports = PackageVersion;
module.exports.afterAllProjectsVersioned = afterAllProjectsVersioned;

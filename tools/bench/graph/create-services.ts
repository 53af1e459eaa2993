import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatLock } from '../../../packages/nx-gitops/src/model/lock/lock.ts';
import { readWorkingTree } from '../../../packages/nx-gitops/src/workspace/sources.ts';
import { readWorkspace } from '../../../packages/nx-gitops/src/workspace/workspace.ts';
import { commitAll } from '../render/create-umbrella.ts';

const documents = (name: string): string =>
  `apiVersion: kbld.k14s.io/v1alpha1\nkind: Sources\nsources:\n  - image: ${name}\n    path: .\n---\napiVersion: kbld.k14s.io/v1alpha1\nkind: ImageDestinations\ndestinations:\n  - image: ${name}\n    newImage: registry.example/${name}\n`;

const nxJson = {
  namedInputs: {
    default: ['{projectRoot}/**/*'],
    production: ['default', '!{projectRoot}/**/*.spec.ts', '!{projectRoot}/**/*.md'],
  },
  plugins: ['nx-gitops'],
};

/** A workspace of so many services of twelve files, one library that all of them use, and locks of exactly these sources; in Git. */
export async function createServices(folder: string, root: string, count: number): Promise<void> {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const names = Array.from({ length: count }, (_, index) => `svc-${index}`);
  const roots = ['packages/library', ...names.map((name) => `apps/${name}`)];
  write('nx.json', JSON.stringify(nxJson));
  write('.gitignore', '.nx\n.nx-gitops\nnode_modules\n');
  write('package.json', JSON.stringify({ private: true, workspaces: ['packages/*', 'apps/*'] }));
  write('package-lock.json', packageLock(roots));
  write('packages/library/package.json', JSON.stringify({ name: 'library', version: '1.0.0' }));
  for (const name of names) {
    const at = `apps/${name}`;
    write(`${at}/package.json`, manifest(name));
    write(`${at}/kbld.yaml`, documents(name));
    write(`${at}/Dockerfile`, 'FROM scratch\nCOPY dist /\n');
    write(`${at}/README.md`, `# ${name}\n`);
    for (const file of ['main', 'routes', 'store', 'model']) {
      write(`${at}/src/${file}.ts`, `export const ${file} = '${name}';\n`);
      write(`${at}/src/${file}.spec.ts`, `import './${file}.ts';\n`);
    }
  }
  write('config/gitops.yaml', 'application: shop\nnamespace: shop\n');
  commitAll(folder);
  const workspace = await readWorkspace(await readWorkingTree(folder));
  for (const [index, service] of workspace.services.entries()) {
    const covered = [service.root, 'packages/library'];
    const key = workspace.keys.digest(service, covered);
    const digest = String(index).padStart(64, '0');
    const image = {
      image: service.name,
      newImage: `registry.example/${service.name}@sha256:${digest}`,
    };
    const lock = formatLock({ images: [image], built: { key, roots: covered }, held: undefined });
    write(`config/app-locks/${service.name}.kbld.lock.yml`, lock);
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  commitAll(folder);
}

const manifest = (name: string): string =>
  JSON.stringify({ name, version: '1.0.0', dependencies: { library: '*' } });

const packageLock = (roots: readonly string[]): string =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': { name: 'workspace' },
      ...Object.fromEntries(
        roots.map((root) => [
          root,
          root.startsWith('apps/')
            ? { version: '1.0.0', dependencies: { library: '*' } }
            : { version: '1.0.0' },
        ]),
      ),
      'node_modules/library': { resolved: 'packages/library', link: true },
    },
  });

import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readdir, realpath, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { execa } from 'execa';

const dockerfile = `FROM scratch
COPY root/ /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
WORKDIR /app
CMD ["node"]
`;

const passwd = `root:x:0:0:root:/root:/sbin/nologin
node:x:1000:1000:node:/home/node:/sbin/nologin
nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin
`;
const group = 'root:x:0:\nnode:x:1000:\nnonroot:x:65532:\n';

export interface BaseImageFiles {
  /** Path in the image → file of this machine. */
  readonly copies: Readonly<Record<string, string>>;
  /** Digest of what goes into the image. */
  readonly key: string;
}

/** This machine's Node.js and the libraries it is linked with. */
export const findBaseImageFiles = async (): Promise<BaseImageFiles> => {
  const node = await realpath(process.execPath);
  const { stdout } = await execa('ldd', [node], { reject: false, stdin: 'ignore' });
  const libraries = [...`${stdout}`.matchAll(/(?:=>\s+|^\s*)(\/\S+)/gm)].map(
    ([, path]) => `${path}`,
  );
  const copies: Record<string, string> = { '/usr/local/bin/node': node };
  for (const path of libraries) copies[path] = path;
  const facts = await Promise.all(Object.entries(copies).map(describe));
  const key = createHash('sha256')
    .update(JSON.stringify([dockerfile, passwd, group, facts]))
    .digest('hex');
  return { copies, key: key.slice(0, 16) };
};

/** Size and time tell a file from its successor; hashing a hundred megabytes at every start would cost more. */
const describe = async ([path, from]: [string, string]) => {
  const { size, mtimeMs } = await stat(from);
  return [path, size, mtimeMs];
};

/** Lays the build context out; its modes must not depend on the umask, because they are part of the digest. */
export const writeBaseImageContext = async (
  folder: string,
  files: BaseImageFiles,
): Promise<void> => {
  const root = join(folder, 'root');
  for (const directory of ['app', 'etc', 'home/node', 'home/nonroot', 'root', 'tmp']) {
    await mkdir(join(root, directory), { recursive: true });
  }
  await writeFile(join(folder, 'Dockerfile'), dockerfile);
  await writeFile(join(root, 'etc/passwd'), passwd);
  await writeFile(join(root, 'etc/group'), group);
  for (const [path, from] of Object.entries(files.copies)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await copyFile(from, join(root, path));
  }
  await normalizeModes(root);
  await chmod(join(root, 'tmp'), 0o1777);
};

const normalizeModes = async (folder: string): Promise<void> => {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await normalizeModes(path);
    else await chmod(path, /\/etc\/[^/]+$/.test(path) ? 0o644 : 0o755);
  }
};

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { execa } from 'execa';

/** A registry of one package; for every other one it sends npm on to the registry that it has otherwise. */
export interface NpmRegistry {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function serveTarball(tarball: string): Promise<NpmRegistry> {
  const bytes = await readFile(tarball);
  const args = ['--extract', '--gzip', '--to-stdout', `--file=${tarball}`, 'package/package.json'];
  const manifest = JSON.parse((await execa('tar', args)).stdout) as Record<string, string>;
  const { name = '', version = '' } = manifest;
  const { stdout: upstream } = await execa('npm', ['config', 'get', 'registry']);
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  const server = createServer(({ url = '/' }, response) => {
    if (url === `/${name}.tgz`) return void response.end(bytes);
    if (url !== `/${name}`) {
      const location = new URL(url.slice(1), upstream.trim()).href;
      return void response.writeHead(307, { location }).end();
    }
    const dist = { tarball: `${origin()}/${name}.tgz`, integrity };
    const versions = { [version]: { ...manifest, dist } };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions }));
  });
  const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `${origin()}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

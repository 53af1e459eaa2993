import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { installTools, readPlatform, startPlatform, stopPlatform } from '../src/index.ts';

const digest = `sha256:${'0'.repeat(64)}`;

/** Everything that belongs to a platform has its folder in the arguments. */
const processesOf = (directory: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => readCommand(pid))
    .filter((command) => command.includes(`${directory}/`));

const readCommand = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};

const root = mkdtempSync(join(tmpdir(), 'platform-'));

const makeDirectory = (name: string): string => {
  const directory = join(root, name);
  mkdirSync(join(directory, 'apps/demo'), { recursive: true });
  writeFileSync(join(directory, 'apps/demo/Dockerfile'), `FROM node:20-slim@${digest}\n`);
  return directory;
};

describe.runIf(process.platform === 'linux')('the local platform', () => {
  const directory = makeDirectory('one');
  /** So deep that the path of a socket in it would be cut. */
  const beside = makeDirectory('a-folder-with-a-rather-long-name/'.repeat(4));
  const all = [directory, beside];
  let binDirectory: string;

  beforeAll(async () => {
    ({ binDirectory } = await installTools({ stages: ['images', 'control-plane'] }));
  }, 1_800_000);

  afterAll(async () => {
    for (const each of all) await stopPlatform({ directory: each, wipe: true });
    rmSync(root, { recursive: true, force: true });
  }, 60_000);

  const partOf = (name: string) =>
    readPlatform({ directory }).parts.find((part) => part.name === name);
  const start = (each = directory) => startPlatform({ directory: each, binDirectory });

  it('starts beside another one', async () => {
    const [one, other] = await Promise.all(all.map((each) => start(each)));
    expect(one?.started).toEqual(['images', 'cluster']);
    expect(one?.contract.mirror).not.toBe(other?.contract.mirror);
    expect(all.map((each) => readPlatform({ directory: each }).state)).toEqual(['up', 'up']);
  });

  it('gives the base image of the Dockerfile a stand-in that the registry has', async () => {
    const { contract } = await start();
    const [[name, standIn] = []] = Object.entries(contract.baseImages);
    expect(name).toBe(`node:20-slim@${digest}`);
    const manifest = await fetch(
      `http://${standIn?.replace('/base/node@', '/v2/base/node/manifests/')}`,
    );
    expect(manifest.status).toBe(200);
  });

  it('changes nothing when it is up', async () => {
    const before = readPlatform({ directory });
    expect((await start()).started).toEqual([]);
    expect(readPlatform({ directory })).toEqual(before);
  });

  it.each(['kube-scheduler', 'etcd'])('mends the cluster after %s was killed', async (name) => {
    const registry = partOf('registry')?.pid;
    process.kill(partOf(name)?.pid ?? 0, 'SIGKILL');
    await expect.poll(() => readPlatform({ directory }).state).toBe('partial');
    expect((await start()).started).toEqual(['cluster']);
    expect(readPlatform({ directory }).state).toBe('up');
    expect(partOf('registry')?.pid).toBe(registry);
  });

  it('keeps images and ports over down and up', async () => {
    const { contract } = await start();
    expect(await stopPlatform({ directory })).toBe(true);
    expect(processesOf(directory)).toEqual([]);
    expect(existsSync(join(directory, '.nx-gitops/platform.json'))).toBe(false);
    expect((await start()).contract).toEqual(contract);
  });

  it('stops what it started when it is interrupted', async () => {
    await stopPlatform({ directory });
    const interruption = new AbortController();
    const starting = startPlatform({ directory, binDirectory, signal: interruption.signal });
    setTimeout(() => interruption.abort(new Error('Ctrl-C')), 700);
    await expect(starting).rejects.toThrow();
    expect(processesOf(directory)).toEqual([]);
  });

  it('says which part failed, with the end of its log', async () => {
    writeFileSync(join(directory, '.nx-gitops/platform/tokens.csv'), 'broken\n');
    await expect(start()).rejects.toThrow(/^kube-apiserver ended before [^]+tokens\.csv/);
    expect(processesOf(directory)).toEqual([]);
  });

  it('leaves nothing behind', async () => {
    await Promise.all(all.map((each) => stopPlatform({ directory: each, wipe: true })));
    expect(all.flatMap(processesOf)).toEqual([]);
    expect(all.flatMap((each) => readdirSync(join(each, '.nx-gitops/platform')))).toEqual([]);
    expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain(directory);
  });
});

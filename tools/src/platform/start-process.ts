import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { PlatformPaths } from './platform-paths.ts';
import { updateHalf, type HalfName } from './platform-record.ts';
import { findIdentity, type RecordedProcess } from './process-identity.ts';

export interface Part {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** Starts a part that outlives this process, and records it before anything else can happen. */
export const startProcess = (paths: PlatformPaths, half: HalfName, part: Part): RecordedProcess => {
  const log = openLog(logPath(paths, part.name));
  const child = spawn(part.command, part.args, {
    cwd: paths.state,
    detached: true,
    stdio: ['ignore', log, log],
    env: daemonEnvironment(part.command),
  });
  closeSync(log);
  child.on('error', () => {});
  child.unref();
  const started = {
    name: part.name,
    pid: child.pid ?? 0,
    identity: findIdentity(child.pid ?? 0) ?? 'ended',
  };
  updateHalf(paths, half, (before) => ({ ...before, processes: [...before.processes, started] }));
  return started;
};

export const logPath = (paths: PlatformPaths, name: string): string =>
  join(paths.logs, `${name}.log`);

/** The log of the run before is kept beside it. */
const openLog = (path: string): number => {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path)) renameSync(path, path.replace(/\.log$/, '.previous.log'));
  return openSync(path, 'a', 0o600);
};

/** etcd, BuildKit and others read settings from variables of their own; those of the user are not for them. */
const daemonEnvironment = (command: string): NodeJS.ProcessEnv => {
  const passed = Object.entries(process.env).filter(([name]) =>
    /^(HOME|USER|LANG|LC_.*|TMPDIR|SSL_CERT_.*|(HTTPS?|NO|ALL)_PROXY)$/i.test(name),
  );
  const path = [dirname(command), process.env['PATH'], '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return { ...Object.fromEntries(passed), PATH: path.filter(Boolean).join(':') };
};

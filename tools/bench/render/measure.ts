import { spawnSync } from 'node:child_process';

export interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Runs a command; what it took, and the peak memory of the largest of its processes. A failure is an error. */
export function measure(
  cwd: string,
  [file = '', ...args]: readonly string[],
  bin: string,
): Measured {
  const start = performance.now();
  const result = spawnSync('/usr/bin/time', ['-f', '%M', file, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 28,
    env: { ...process.env, PATH: `${bin}:${process.env['PATH']}` },
  });
  if (result.status !== 0) throw new Error(result.stderr);
  const kilobytes = Number(result.stderr.trim().split('\n').at(-1));
  return {
    seconds: (performance.now() - start) / 1000,
    megabytes: Math.round(kilobytes / 1024),
  };
}

import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

/** The machine in half a sentence, to stand beside figures. */
export function describeMachine(): string {
  const git = spawnSync('git', ['--version'], { encoding: 'utf8' }).stdout.trim().split(' ').at(-1);
  return `${cpus().length} cores, Node ${process.versions.node}, Git ${git}`;
}

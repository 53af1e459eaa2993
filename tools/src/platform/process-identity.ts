import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process and what tells it from a later one with the same number. */
export interface RecordedProcess {
  readonly name: string;
  readonly pid: number;
  readonly identity: string;
}

/** Boot and start time of a live process; undefined when there is none or only its zombie. */
export const findIdentity = (pid: number): string | undefined =>
  process.platform === 'linux' ? readLinuxIdentity(pid) : readPsIdentity(pid);

export const isRunning = ({ pid, identity }: RecordedProcess): boolean =>
  findIdentity(pid) === identity;

const readLinuxIdentity = (pid: number): string | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    const startTime = fields[18];
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${startTime}`;
  } catch {
    return undefined;
  }
};

const readPsIdentity = (pid: number): string | undefined => {
  try {
    const output = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', `${pid}`], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    const [state = '', ...startTime] = output.split(/\s+/);
    return output === '' || state.startsWith('Z') ? undefined : startTime.join(' ');
  } catch {
    return undefined;
  }
};

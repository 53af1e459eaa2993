import { readContract, type PlatformContract } from './platform-contract.ts';
import { platformPaths } from './platform-paths.ts';
import { halfNames, isHalfUp, processesOf, readRecord } from './platform-record.ts';
import { isRunning } from './process-identity.ts';

export interface PlatformStatus {
  /** `partial`: a part has ended, or only one half was started; starting again mends it. */
  readonly state: 'up' | 'partial' | 'down';
  readonly parts: readonly {
    readonly name: string;
    readonly pid: number;
    readonly isRunning: boolean;
  }[];
  readonly contract?: PlatformContract;
}

/** What is known of a platform, without asking its parts. */
export const readPlatform = ({ directory }: { readonly directory: string }): PlatformStatus => {
  const paths = platformPaths(directory);
  const record = readRecord(paths);
  const contract = readContract(paths.contract);
  const parts = processesOf(record).map((part) => ({
    name: part.name,
    pid: part.pid,
    isRunning: isRunning(part),
  }));
  const isUp = contract !== undefined && halfNames.every((name) => isHalfUp(record.halves[name]));
  const state = isUp ? 'up' : parts.some((part) => part.isRunning) ? 'partial' : 'down';
  return { state, parts, ...(contract && { contract }) };
};

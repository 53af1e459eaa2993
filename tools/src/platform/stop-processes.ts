import { setTimeout as sleep } from 'node:timers/promises';

import { ToolsError } from '../tools-error.ts';
import { isRunning, type RecordedProcess } from './process-identity.ts';

const patience = 5000;

/** Ends processes and sees that they are gone; a number that now belongs to another process is left alone. */
export const stopProcesses = async (processes: readonly RecordedProcess[]): Promise<void> => {
  for (const wave of planWaves(processes)) {
    const survivors = await endAll(wave, 'SIGTERM', patience);
    const immortal = await endAll(survivors, 'SIGKILL', patience);
    if (immortal.length > 0) throw stopError(immortal);
  }
};

/** The API server goes after its clients, etcd after the API server. */
const planWaves = (processes: readonly RecordedProcess[]): RecordedProcess[][] => {
  const order = ['kube-apiserver', 'etcd'];
  const clients = processes.filter(({ name }) => !order.includes(name));
  return [clients, ...order.map((last) => processes.filter(({ name }) => name === last))];
};

const endAll = async (
  processes: readonly RecordedProcess[],
  signal: NodeJS.Signals,
  timeout: number,
): Promise<RecordedProcess[]> => {
  let running = processes.filter(isRunning);
  for (const { pid } of running) sendSignal(pid, signal);
  for (const deadline = Date.now() + timeout; running.length > 0 && Date.now() < deadline;) {
    await sleep(20);
    running = running.filter(isRunning);
  }
  return running;
};

const sendSignal = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in the meantime.
  }
};

const stopError = (processes: readonly RecordedProcess[]): ToolsError => {
  const names = processes.map(({ name, pid }) => `${name} (${pid})`).join(', ');
  return new ToolsError(
    `These processes could not be ended: ${names}.`,
    'End them by hand, then run the command again.',
  );
};

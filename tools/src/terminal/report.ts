/** How a long step tells what it does. `running` may be replaced by the next line, `done` stays. */
export interface Report {
  running(text: string): void;
  done(text: string): void;
}

export const silentReport: Report = { running: () => {}, done: () => {} };

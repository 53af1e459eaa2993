const settings = /(?:^|\/)(?:gitops\.yaml|kbld\.yaml|\.sops\.yaml)$/;
const charts = /(?:^|\/)Chart\.(?:yaml|lock)$/;
const locks = /\.kbld\.lock\.ya?ml$/;
const snapshots = /(?:^|\/)\.release\/(?:[^/]+\/)?state\.yaml$/;

/** Files that only make sense together with others; where one changes, the state as a whole is checked. */
export const isStateFile = (path: string): boolean =>
  settings.test(path) || charts.test(path) || locks.test(path) || snapshots.test(path);

export const isLockFile = (path: string): boolean => locks.test(path);

export const isSnapshot = (path: string): boolean => snapshots.test(path);

import { posix } from 'node:path';
import type { ImageSource } from '../../model/lock/kbld.ts';
import type { Lock } from '../../model/lock/lock.ts';
import { parseLock } from '../../model/lock/parse-lock.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Finding } from '../finding.ts';
import { catchFinding } from '../report-gitops-error.ts';
import { lineAt } from '../text/line-at.ts';

/** One lock by itself, and against the service that it belongs to. */
export function checkLockFile(
  path: string,
  text: string,
  workspace: Workspace | undefined,
): Finding[] {
  let lock: Lock | undefined;
  const broken = catchFinding(path, 'lock', () => (lock = parseLock(text, path)));
  if (!lock) return broken;
  return [
    ...checkOrder(path, text, lock),
    ...(workspace ? checkOwner(path, text, lock, workspace) : []),
  ];
}

function checkOrder(path: string, text: string, { images }: Lock): Finding[] {
  const names = images.map(({ image }) => image);
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined)
    return [finding(path, text, 'lock', `The image "${double}" is locked twice`)];
  const sorted = [...names].sort();
  const first = names.find((name, index) => name !== sorted[index]);
  return first === undefined
    ? []
    : [
        finding(
          path,
          text,
          'lock',
          `The images are not sorted: "${first}" stands in the wrong place`,
        ),
      ];
}

function checkOwner(
  path: string,
  text: string,
  lock: Lock,
  { services, repositories }: Workspace,
): Finding[] {
  const name = posix.basename(path).replace(/\.kbld\.lock\.ya?ml$/, '');
  const service = services.find((each) => each.name === name);
  if (!service) {
    const isOfService = lock.built !== undefined;
    const isOurs = repositories.some(({ root }) => path.startsWith(root === '.' ? '' : `${root}/`));
    if (!isOfService || !isOurs) return [];
    return [
      {
        ...finding(path, text, 'lock-orphan', `There is no service "${name}" with a kbld.yaml`),
        hint: 'Delete the lock, or bring the service back',
      },
    ];
  }
  const declared = new Set(service.images.map(({ image }) => image));
  const locked = new Set(lock.images.map(({ image }) => image));
  const alien = [...locked].filter((image) => !declared.has(image));
  // A held lock may be older than the registry.
  const moved = lock.held ? [] : service.images.flatMap((source) => movedImage(source, lock));
  const missing = [...declared].filter((image) => !locked.has(image));
  return [
    ...alien.map((image) =>
      finding(path, text, 'lock', `"${image}" is no image of ${service.kbldFile}`),
    ),
    ...moved.map(({ image, at, destination }) =>
      finding(
        path,
        text,
        'lock',
        `The image "${image}" is locked at ${at}, but ${service.kbldFile} declares ${destination}`,
      ),
    ),
    ...missing.map((image) =>
      finding(path, text, 'lock', `The image "${image}" of ${service.kbldFile} is not locked`),
    ),
  ];
}

/** An image whose lock names another registry or repository than its destination. */
function movedImage({ image, destination }: ImageSource, { images }: Lock) {
  return images
    .filter((locked) => locked.image === image)
    .map(({ newImage }) => ({ image, destination, at: newImage.split('@')[0]! }))
    .filter(({ at }) => at !== destination);
}

function finding(path: string, text: string, rule: string, message: string): Finding {
  const subject = /"([^"]+)"/.exec(message)?.[1] ?? '';
  const at = text.lastIndexOf(` ${subject}\n`);
  const service = posix.basename(path).replace(/\.kbld\.lock\.ya?ml$/, '');
  return {
    path,
    line: at === -1 ? 1 : lineAt(text, at + 1),
    rule,
    message,
    hint: `Make the lock again: nx lock ${service}`,
    level: 'error',
    evidence: message,
  };
}

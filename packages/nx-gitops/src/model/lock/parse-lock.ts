import * as v from 'valibot';
import { GitopsError } from '../errors.ts';
import { formatLock, type Hold, type Lock } from './lock.ts';
import { parseYamlDocument, type ParseYaml } from '../manifest/yaml.ts';

const LockDocument = v.object({
  apiVersion: v.literal('kbld.k14s.io/v1alpha1', 'Expected apiVersion kbld.k14s.io/v1alpha1'),
  kind: v.picklist(['Config', 'ImageOverrides'], 'Expected kind Config'),
  overrides: v.array(
    v.object({
      image: v.optional(v.string()),
      imageRepo: v.optional(v.string()),
      newImage: v.pipe(
        v.string(),
        v.regex(
          /^[^@\s]+@sha256:[0-9a-f]{64}$/,
          'Expected a reference by digest (name@sha256:…), not a tag',
        ),
      ),
      preresolved: v.literal(true, 'Expected preresolved: true'),
    }),
  ),
});

const makeAgain =
  'Make the lock again with "nx lock <service>"; if it pins third-party images, delete it and run "nx lock <config repository>".';

/** The text of an app lock → its value. `file` is for messages. */
export const parseLock = (text: string, file: string, parse?: ParseYaml): Lock =>
  readOwnLock(text) ?? readAnyLock(text, file, parse);

/**
 * A lock that `formatLock` wrote, read without a YAML parser: the graph reads thousands of them. What gives back
 * the same bytes is such a lock; everything else is not read here.
 */
function readOwnLock(text: string): Lock | undefined {
  const images = [
    ...text.matchAll(/^ {2}- image: (\S+)\n {4}newImage: (\S+@sha256:[0-9a-f]{64})$/gm),
  ];
  try {
    const lock: Lock = {
      images: images.map(([, image = '', newImage = '']) => ({ image, newImage })),
      ...readHeader(text, ''),
    };
    return formatLock(lock) === text ? lock : undefined;
  } catch {
    return undefined;
  }
}

function readAnyLock(text: string, file: string, parse?: ParseYaml): Lock {
  const marker = text.search(/^(<{7}|={7}|>{7})( |$)/m);
  if (marker >= 0) {
    throw new GitopsError(
      'LOCK_INVALID',
      `${file}:${text.slice(0, marker).split('\n').length}: The lock holds Git conflict markers`,
      `Take either side, or m${makeAgain.slice(1)}`,
    );
  }
  const document = parseYamlDocument(text, file, parse);
  const result = v.safeParse(LockDocument, document.value);
  if (!result.success) {
    const issue = result.issues[0];
    const path = (issue.path ?? []).map((item) => item.key as string | number);
    throw new GitopsError(
      'LOCK_INVALID',
      `${file}:${document.lineOf(path)}: ${path.join('.')}: ${issue.message}`,
      makeAgain,
    );
  }
  return {
    images: result.output.overrides.map((override) => ({
      image: override.image ?? override.imageRepo ?? '',
      newImage: override.newImage,
    })),
    ...readHeader(text, file),
  };
}

function readHeader(text: string, file: string): Pick<Lock, 'built' | 'held'> {
  const fields = new Map(
    [...text.matchAll(/^# (build-key|roots|held): (.+)$/gm)].map((match) => [
      match[1],
      match[2] ?? '',
    ]),
  );
  try {
    const key = fields.get('build-key');
    const roots = fields.get('roots');
    const held = fields.get('held');
    return {
      built: key && roots ? { key, roots: JSON.parse(roots) as string[] } : undefined,
      held: held ? (JSON.parse(held) as Hold) : undefined,
    };
  } catch {
    throw new GitopsError(
      'LOCK_INVALID',
      `${file}: The comment header of the lock is damaged`,
      makeAgain,
    );
  }
}

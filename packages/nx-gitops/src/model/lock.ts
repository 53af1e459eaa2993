import * as v from 'valibot';
import { GitopsError } from './errors.ts';
import { parseYamlDocument } from './yaml.ts';

/** The identity of the sources that a lock was made from. */
export interface LockedKey {
  readonly key: string;
  /** Roots of the projects that the key covers, relative to the workspace, sorted. */
  readonly roots: readonly string[];
}

/** Why a lock is kept as it is until somebody releases it. */
export interface Hold {
  readonly by: string;
  readonly reason: string;
}

export interface LockedImage {
  readonly image: string;
  /** Reference by digest. */
  readonly newImage: string;
}

/** An app lock: kbld's own format, with the build key in a comment header. */
export interface Lock {
  readonly images: readonly LockedImage[];
  readonly built: LockedKey | undefined;
  readonly held: Hold | undefined;
}

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
export function parseLock(text: string, file: string): Lock {
  const marker = text.search(/^(<{7}|={7}|>{7})( |$)/m);
  if (marker >= 0) {
    throw new GitopsError(
      'LOCK_INVALID',
      `${file}:${text.slice(0, marker).split('\n').length}: The lock holds Git conflict markers`,
      `Take either side, or m${makeAgain.slice(1)}`,
    );
  }
  const document = parseYamlDocument(text, file);
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

/** A lock → its text. The same lock always gives the same bytes: no time, no commit, images sorted. */
export function formatLock(lock: Lock): string {
  const images = [...lock.images].sort((a, b) => (a.image < b.image ? -1 : 1));
  return [
    '# Made by nx-gitops; do not edit.',
    ...(lock.built
      ? [`# build-key: ${lock.built.key}`, `# roots: ${JSON.stringify(lock.built.roots)}`]
      : []),
    ...(lock.held ? [`# held: ${JSON.stringify(lock.held)}`] : []),
    'apiVersion: kbld.k14s.io/v1alpha1',
    'kind: Config',
    'minimumRequiredVersion: 0.31.0',
    'overrides:',
    ...images.flatMap(({ image, newImage }) => [
      `  - image: ${image}`,
      `    newImage: ${newImage}`,
      '    preresolved: true',
    ]),
    '',
  ].join('\n');
}

import { GitopsError } from '../../model/errors.ts';
import { atMirror } from '../../model/lock/image-reference.ts';
import type { ImageSource } from '../../model/lock/kbld.ts';
import type { BuildMounts } from '../../tools/builder.ts';

/** What rawOptions of kbld.yaml say. */
export interface RawOptions {
  readonly buildArguments: readonly string[];
  readonly platforms: readonly string[];
  readonly target: string | undefined;
  readonly mounts: BuildMounts;
}

const known = ['build-arg', 'platform', 'target', 'secret', 'ssh', 'cache-from', 'cache-to'];

/** The options of `docker build` in kbld.yaml that have a meaning for every builder. Caches go to the mirror. */
export function readRawOptions(
  { image, rawOptions }: Pick<ImageSource, 'image' | 'rawOptions'>,
  mirror: string | undefined,
): RawOptions {
  const options = new Map<string, string[]>(known.map((name) => [name, []]));
  const words = rawOptions.flatMap((option) => splitOption(option));
  for (let at = 0; at < words.length; at += 2) {
    const [name = '', value = ''] = words.slice(at);
    const values = options.get(name.replace(/^--/, ''));
    if (!name.startsWith('--') || !values) {
      throw new GitopsError(
        'KBLD_INVALID',
        `kbld.yaml of "${image}": rawOptions has "${name}", which is not known here`,
        `Use ${known.map((one) => `--${one}`).join(', ')} in rawOptions, file and target as fields of their own.`,
      );
    }
    values.push(value);
  }
  const of = (name: string): readonly string[] => options.get(name) ?? [];
  return {
    buildArguments: of('build-arg'),
    platforms: of('platform').flatMap((value) => value.split(',')),
    target: of('target')[0],
    mounts: {
      secrets: of('secret'),
      ssh: of('ssh'),
      cacheFrom: of('cache-from').map((value) => cacheAt(value, mirror)),
      cacheTo: of('cache-to').map((value) => cacheAt(value, mirror)),
    },
  };
}

/** `--name=value` → `--name`, `value`. */
function splitOption(option: string): string[] {
  const at = option.startsWith('--') ? option.indexOf('=') : -1;
  return at < 0 ? [option] : [option.slice(0, at), option.slice(at + 1)];
}

/** The bare reference is the short form of a cache in a registry. */
function cacheAt(value: string, mirror: string | undefined): string {
  const full = value.includes('=') ? value : `type=registry,ref=${value}`;
  if (mirror === undefined) return full;
  const moved = full.replace(
    /(^|,)ref=([^,]+)/,
    (_, comma: string, reference: string) => `${comma}ref=${atMirror(reference, mirror)}`,
  );
  return moved === full ? full : `${moved},registry.insecure=true`;
}

import { GitopsError } from '../../model/errors.ts';
import { atMirror } from '../../model/image-reference.ts';
import type { ImageSource } from '../../model/kbld.ts';

/** One image of a service: where it goes, and how it is built if it is not there yet. */
export interface ImagePlan {
  readonly source: ImageSource;
  /** Where the image of this build key is pushed to and looked up. */
  readonly reference: string;
  readonly insecure: boolean;
  readonly buildArguments: readonly string[];
  readonly platforms: readonly string[];
}

/** `mirror` is the local registry that stands in for all others. */
export function planImage(source: ImageSource, key: string, mirror: string | undefined): ImagePlan {
  const { buildArguments, platforms } = readRawOptions(source);
  return {
    source,
    reference: keyReference(source.destination, key, mirror),
    insecure: mirror !== undefined,
    buildArguments,
    platforms,
  };
}

/** The tag under which a registry has the image of a build key. */
export const keyReference = (
  destination: string,
  key: string,
  mirror: string | undefined,
): string => `${atMirror(destination, mirror)}:key-${key.replace(':', '-')}`;

/** The options of `docker build` in kbld.yaml that have a meaning for every builder. */
function readRawOptions({
  image,
  rawOptions,
}: ImageSource): Pick<ImagePlan, 'buildArguments' | 'platforms'> {
  const words = rawOptions.flatMap((option) => splitOption(option));
  const buildArguments: string[] = [];
  const platforms: string[] = [];
  for (let at = 0; at < words.length; at += 2) {
    const [name, value = ''] = words.slice(at);
    if (name === '--build-arg') buildArguments.push(value);
    else if (name === '--platform') platforms.push(...value.split(','));
    else {
      throw new GitopsError(
        'KBLD_INVALID',
        `kbld.yaml of "${image}": rawOptions has "${name}", which is not known here`,
        'Use --build-arg and --platform in rawOptions, file and target as fields of their own.',
      );
    }
  }
  return { buildArguments, platforms };
}

/** `--name=value` → `--name`, `value`. */
function splitOption(option: string): string[] {
  const at = option.startsWith('--') ? option.indexOf('=') : -1;
  return at < 0 ? [option] : [option.slice(0, at), option.slice(at + 1)];
}

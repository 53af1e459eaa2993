import { atMirror } from '../../model/lock/image-reference.ts';
import type { ImageSource } from '../../model/lock/kbld.ts';
import type { BuildMounts } from '../../tools/builder.ts';
import { readRawOptions } from './raw-options.ts';

/** One image of a service: where it goes, and how it is built if it is not there yet. */
export interface ImagePlan {
  readonly source: ImageSource;
  /** Where the image of this build key is pushed to and looked up. */
  readonly reference: string;
  readonly insecure: boolean;
  readonly buildArguments: readonly string[];
  readonly platforms: readonly string[];
  readonly mounts: BuildMounts;
}

/** `mirror` is the local registry that stands in for all others. */
export function planImage(source: ImageSource, key: string, mirror: string | undefined): ImagePlan {
  const { target, ...options } = readRawOptions(source, mirror);
  return {
    source: { ...source, target: source.target ?? target },
    reference: keyReference(source.destination, key, mirror),
    insecure: mirror !== undefined,
    ...options,
  };
}

/** The tag under which a registry has the image of a build key. */
export const keyReference = (
  destination: string,
  key: string,
  mirror: string | undefined,
): string => `${atMirror(destination, mirror)}:key-${key.replace(':', '-')}`;

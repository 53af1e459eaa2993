import { parseImages } from './parse-images.ts';
import { scanImages } from './scan-images.ts';

/** An image that a manifest names. */
export interface FoundImage {
  readonly image: string;
  readonly file: string;
  readonly line: number;
}

export interface ReadImages {
  readonly images: readonly FoundImage[];
  /** Otherwise a document could not be parsed as a whole, and there may be more. */
  readonly isCertain: boolean;
}

/**
 * The images of rendered manifests as kbld sees them: every string under a key named `image`. Only documents that
 * might write one in another way than on a line of its own are parsed.
 */
export function readImages(text: string, file: string): ReadImages {
  const images: FoundImage[] = [];
  let isCertain = true;
  let before = 0;
  for (const document of text.split(/^(?=---(?:\s|$))/m)) {
    const scanned = scanImages(document);
    const { found, isWhole } = scanned ? { found: scanned, isWhole: true } : parseImages(document);
    for (const { image, line } of found) images.push({ image, file, line: before + line });
    isCertain &&= isWhole;
    before += document.split('\n').length - 1;
  }
  return { images, isCertain };
}

export const findImages = (text: string, file: string): readonly FoundImage[] =>
  readImages(text, file).images;

/** Every reference by digest, wherever it stands: search rules pin images in other places than under `image`, too. */
export const findPinned = (text: string, file: string): readonly FoundImage[] =>
  text.split('\n').flatMap((line, at) => {
    if (!line.includes('@sha256:')) return [];
    return [...line.matchAll(reference)].map(([image]) => ({ image, file, line: at + 1 }));
  });

/** Repository, perhaps a tag, digest. */
const reference = /[a-zA-Z0-9][\w.:/-]*@sha256:[0-9a-f]{64}/g;

export const isByDigest = (image: string): boolean => /@sha256:[0-9a-f]{64}$/.test(image);

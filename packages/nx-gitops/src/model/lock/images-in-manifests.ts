import { parseAllDocuments } from 'yaml';

/** An image that a manifest names. */
export interface FoundImage {
  readonly image: string;
  readonly file: string;
  readonly line: number;
}

/**
 * The images of rendered manifests as kbld sees them: every string under a key named `image`. Lines that cannot
 * be such a key are passed over without parsing; text inside a block scalar is told apart by parsing the file.
 */
export function findImages(text: string, file: string): FoundImage[] {
  const candidates = scan(text, file);
  if (candidates.length === 0 || !/:\s*[|>]/.test(text)) return candidates;
  const real = new Set<string>();
  for (const document of parseAllDocuments(text)) {
    if ('toJS' in document) collect(document.toJS(), real);
  }
  return candidates.filter(({ image }) => real.has(image));
}

const imageKey = /(?:^|[\s{,-])["']?image["']?\s*:\s+["']?([^\s"',}#]+)|"image":"([^"]+)"/g;

function scan(text: string, file: string): FoundImage[] {
  return text.split('\n').flatMap((content, at) =>
    content.includes('image')
      ? [...content.matchAll(imageKey)].flatMap((match) => {
          const image = match[1] ?? match[2] ?? '';
          return /^[|>{[&*]/.test(image) ? [] : [{ image, file, line: at + 1 }];
        })
      : [],
  );
}

function collect(value: unknown, into: Set<string>): void {
  if (Array.isArray(value)) {
    value.forEach((item) => collect(item, into));
  } else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'image' && typeof inner === 'string') into.add(inner);
      else collect(inner, into);
    }
  }
}

export const isByDigest = (image: string): boolean => /@sha256:[0-9a-f]{64}$/.test(image);

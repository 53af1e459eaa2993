import { fileKind, fileSetting } from './file-kind.ts';
import { outlineJson } from './outline/outline-json.ts';
import type { Outline } from './outline/outline.ts';
import { outlineYaml } from './outline/outline-yaml.ts';
import type { TextFile } from './text-file.ts';
import { decodeText } from './text/decode-text.ts';

/** Makes the bytes of a file ready for the rules. */
export function openTextFile(path: string, bytes: Buffer): TextFile {
  const { text, binary } = decodeText(bytes);
  return textFile(path, text, binary);
}

export function textFile(path: string, text: string, binary = false): TextFile {
  const kind = fileKind(path, text);
  let outline: Outline | undefined;
  let made = false;
  const make = (): Outline | undefined => {
    if (binary) return undefined;
    if (kind === 'json') return outlineJson(text);
    return kind === 'yaml' ? outlineYaml(text) : undefined;
  };
  return {
    path,
    text,
    binary,
    kind,
    setting: fileSetting(path, kind),
    outline: () => {
      if (!made) outline = make();
      made = true;
      return outline;
    },
  };
}

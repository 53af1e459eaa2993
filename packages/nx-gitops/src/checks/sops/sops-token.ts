/** One value as sops writes it: `ENC[AES256_GCM,data:…,iv:…,tag:…,type:str]`. */
export interface SopsToken {
  readonly type: string;
  /** As long as the plain text. */
  readonly length: number;
}

const form =
  /^ENC\[AES256_GCM,data:([A-Za-z0-9+/]+={0,2}),iv:([A-Za-z0-9+/]{43}=),tag:([A-Za-z0-9+/]{22}==),type:(str|int|float|bytes|bool|time|comment)\]$/;

export const startsAsToken = (value: string): boolean => value.startsWith('ENC[');

/** The token that a value is from its first to its last character; sops itself ignores what follows one. */
export function parseSopsToken(value: string): SopsToken | undefined {
  const match = value.length < 16_000_000 ? form.exec(value) : null;
  if (!match) return undefined;
  const data = match[1]!;
  const type = match[4]!;
  if (data.length % 4 !== 0) return undefined;
  const length = (data.length / 4) * 3 - (data.endsWith('==') ? 2 : data.endsWith('=') ? 1 : 0);
  if (type === 'bool' && length !== 4 && length !== 5) return undefined;
  return { type, length };
}

/** Path → content of the files of a package: a character for each byte, for not all of them are text. */
export type PackageFiles = ReadonlyMap<string, string>;

export const ofBytes = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

export const toBytes = (content: string): Uint8Array => Buffer.from(content, 'latin1');

export const ofText = (text: string): string => ofBytes(Buffer.from(text));

export const toText = (content: string): string => Buffer.from(toBytes(content)).toString('utf8');

/** Object identifiers in DER: of the algorithms of keys, and of the bag that holds a key in PKCS #12. */
const algorithms = [
  '\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01',
  '\x06\x07\x2a\x86\x48\xce\x3d\x02\x01',
  '\x06\x03\x2b\x65\x70',
  '\x06\x03\x2b\x65\x6e',
];
const keyBags = [
  '\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x0a\x01\x01',
  '\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x0a\x01\x02',
];
const raw = String.raw;
const sequence = raw`\x30(?:[\x01-\x7f]|\x81[^]|\x82[^]{2})`;
const starting = (rest: string): RegExp => new RegExp(`^${sequence}${rest}`);
/** Version, algorithm, key. */
const pkcs8 = starting(raw`\x02\x01[\x00\x01]${sequence}`);
/** An algorithm of PKCS #5, then the encrypted key. */
const encryptedPkcs8 = starting(raw`${sequence}\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05`);
/** Version and modulus, or version and scalar. */
const bare = starting(raw`\x02\x01(?:\x00\x02(?:\x81[^]|\x82[^]{2})\x00|\x01\x04[\x20\x30\x42])`);
const pkcs12 = starting(raw`\x02\x01\x03${sequence}\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07`);
/** A keystore of Java: version, number of entries, then 1 for a key and 2 for a certificate. */
const javaKeystore = /^\xfe\xed\xfe\xed\0{3}[\x01\x02][^]{4}\0{3}\x01/;

/** What a binary file is, where it holds a private key; its bytes are one character each. */
export function findBinaryKey(bytes: string): string | undefined {
  if (javaKeystore.test(bytes)) return 'Java keystore';
  if (bytes[0] !== '\x30') return undefined;
  if (bare.test(bytes)) return 'DER file';
  if (encryptedPkcs8.test(bytes)) return 'PKCS #8 file';
  const start = bytes.slice(0, 40);
  if (pkcs8.test(bytes) && algorithms.some((algorithm) => start.includes(algorithm)))
    return 'PKCS #8 file';
  return pkcs12.test(bytes) && keyBags.some((bag) => bytes.includes(bag))
    ? 'PKCS #12 file'
    : undefined;
}

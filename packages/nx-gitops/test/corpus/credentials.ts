import { generateKeyPairSync } from 'node:crypto';
import { crcSuffix } from '../../src/checks/secrets/crc-suffix.ts';
import { alphanumeric, digits, hex, lower, upper, type Seeded } from './seeded.ts';

/** Makes credentials that look real and open nothing; none of them is in the repository. */
export function credentials(random: Seeded) {
  const { text, pick, below } = random;
  const words = ['winter', 'dragon', 'monkey', 'falcon', 'harbor', 'copper', 'velvet', 'rocket'];
  const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);
  const password = (): string =>
    pick([
      () => text(alphanumeric, 12 + below(12)),
      () => `${capital(pick(words))}${2000 + below(30)}!`,
      () => `${pick(words)}-${pick(words)}-${below(1000)}`,
      () => `${text(alphanumeric, 10)}#${text(alphanumeric, 4)}`,
      () => `${pick(words)}${pick(words)}${below(99)}`,
      () => text(hex, 32),
    ])();
  const base64 = (bytes: number): string =>
    Buffer.from(Array.from({ length: bytes }, () => below(256))).toString('base64');
  const github = (prefix: string): string => {
    const body = text(alphanumeric, 30);
    return `${prefix}${body}${crcSuffix(body)}`;
  };
  const jwt = (): string =>
    [
      Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url'),
      Buffer.from(`{"sub":"${text(digits, 10)}","exp":1999999999}`).toString('base64url'),
      Buffer.from(base64(32), 'base64').toString('base64url'),
    ].join('.');
  const tokens: Readonly<Record<string, () => string>> = {
    github: () => github('gh' + 'p_'),
    githubApp: () => `gh${'s_'}${text(alphanumeric, 36)}`,
    githubFine: () => `github${'_pat_'}${text(alphanumeric, 22)}_${text(alphanumeric, 59)}`,
    gitlab: () => `gl${'pat-'}${text(alphanumeric, 20)}`,
    npm: () => github('np' + 'm_'),
    aws: () => `AK${'IA'}${text(upper + '234567', 16)}`,
    google: () => `AI${'za'}${text(alphanumeric + '_-', 34)}a`,
    slackBot: () => `xox${'b-'}${text(digits, 12)}-${text(digits, 12)}-${text(alphanumeric, 24)}`,
    slackHook: () =>
      `https://hooks.slack${'.com'}/services/T${text(upper + digits, 9)}/B${text(upper + digits, 9)}/${text(alphanumeric, 24)}`,
    stripe: () => `sk_${'live_'}${text(alphanumeric, 24)}`,
    sendgrid: () => `SG${'.'}${text(alphanumeric, 22)}.${text(alphanumeric, 43)}`,
    digitalOcean: () => `dop${'_v1_'}${text(hex, 64)}`,
    vault: () => `hv${'s.'}${text(alphanumeric, 90)}`,
    docker: () => `dckr${'_pat_'}${text(alphanumeric, 27)}`,
    pypi: () => `pypi-${'AgEIcHlwaS5vcmc'}${text(alphanumeric, 70)}`,
    grafana: () => `gl${'sa_'}${text(alphanumeric, 32)}_${text(hex, 8)}`,
    huggingFace: () => `h${'f_'}${text(lower + upper, 34)}`,
    jwt,
  };
  const pem = (kind: 'rsa' | 'ec' | 'ed25519'): string => {
    if (kind === 'rsa')
      return `-----BEGIN RSA ${'PRIVATE KEY'}-----\n${lines(base64(600))}\n-----END RSA PRIVATE KEY-----`;
    const pair =
      kind === 'ec'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('ed25519');
    return pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim();
  };
  const certificate = (): string =>
    `-----BEGIN CERTIFICATE-----\n${lines(base64(700))}\n-----END CERTIFICATE-----`;
  const age = (): string => `AGE-SECRET-${'KEY-1'}${text('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58)}`;
  return {
    password,
    base64,
    tokens,
    pem,
    certificate,
    age,
    awsSecret: () => text(alphanumeric + '+/', 39) + 'k',
  };
}

export type Credentials = ReturnType<typeof credentials>;

const lines = (base64: string): string => base64.match(/.{1,64}/g)!.join('\n');

import type { Finding } from '../finding.ts';
import type { TextFile } from '../text-file.ts';
import { connectionStrings } from './connection-strings.ts';
import { credentialFiles } from './credential-files.ts';
import { credentials } from './credentials.ts';
import { encodedSecrets } from './encoded-secrets.ts';
import { jsonPatches } from './json-patches.ts';
import { passwordHashes } from './password-hashes.ts';
import { privateKeys } from './private-keys.ts';
import { providerTokens } from './provider-tokens.ts';
import { secretManifests } from './secret-manifests.ts';
import { structuredCredentials } from './structured-credentials.ts';

export type FileRule = (file: TextFile) => Iterable<Finding>;

/** From the surest to the most general: of two findings on one line the first rule's is shown. */
export const secretRules: readonly FileRule[] = [
  secretManifests,
  jsonPatches,
  privateKeys,
  providerTokens,
  structuredCredentials,
  credentialFiles,
  passwordHashes,
  encodedSecrets,
  connectionStrings,
  credentials,
];

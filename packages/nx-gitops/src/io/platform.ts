import { join } from 'node:path';
import { findText } from './files.ts';

/**
 * The local platform of this checkout, as `npm run up` writes it to `.nx-gitops/platform.json`.
 * Nothing of it ever gets into a lock or a snapshot.
 */
export interface Platform {
  /** Registry that stands in for all others: `host/path` is at `<mirror>/host/path`. */
  readonly mirror?: string;
  readonly builder?: { readonly kind: 'buildkit' | 'docker'; readonly address?: string };
  /** Base images by the name that a Dockerfile's FROM writes. */
  readonly baseImages?: Readonly<Record<string, string>>;
  readonly kubeconfig?: string;
  readonly context?: string;
  /** The OpenAPI document of its Kubernetes, for validation without network. */
  readonly openapi?: string;
}

/** The platform that is up, or an empty one. `NX_GITOPS_PLATFORM` names another file. */
export async function readPlatform(workspace: string): Promise<Platform> {
  const file = process.env['NX_GITOPS_PLATFORM'] ?? join(workspace, '.nx-gitops', 'platform.json');
  const text = await findText(file);
  return text === undefined ? {} : (JSON.parse(text) as Platform);
}

// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Adds nx-gitops to a workspace: plugin, config repository, secrets, hooks. Keeps what is there. */
export interface InitOptions {
  /** Name of the application; namespaces begin with it. Without it the name of the workspace. */
  readonly application?: string;
  /** Registry and folder that images are pushed to, e.g. ghcr.io/acme; kept in nx.json for new services. Without it the first service asks. */
  readonly registry?: string;
  /** The environments; the first is the default one, and "local" has locks of its own. */
  readonly environments?: readonly string[];
  /** Folder of the config repository. */
  readonly directory?: string;
  /** Writes .sops.yaml, and an age key outside the repository where this machine has none. --no-secrets leaves both out. */
  readonly secrets?: boolean;
  /** Public age keys (age1…) to encrypt for, in place of the key of this machine. */
  readonly ageRecipients?: readonly string[];
  /** Wires husky and lint-staged, so that Git looks for plaintext secrets before a commit. --no-hooks leaves them out. */
  readonly hooks?: boolean;
}

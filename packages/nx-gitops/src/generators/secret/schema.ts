// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Makes an encrypted Secret of an environment. Values never come from the command line. */
export interface SecretOptions {
  /** Name of the Secret. */
  readonly name: string;
  /** The environment of gitops.yaml; without it the default one. */
  readonly environment?: string;
  /** Keys whose values are asked for, without echo. */
  readonly prompt?: readonly string[];
  /** The key whose value is what comes on stdin, without its last line end. */
  readonly stdin?: string;
  /** Values from files: key=path. */
  readonly fromFile?: readonly string[];
  /** Keys with random values: key, or key:length. */
  readonly generate?: readonly string[];
  /** Folder of the config repository; without it the only one of the workspace. */
  readonly configRepository?: string;
}

// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Keeps umbrella charts and services in step: a chart for each service, an entry for each chart. For nx sync. */
export type SyncOptions = object;

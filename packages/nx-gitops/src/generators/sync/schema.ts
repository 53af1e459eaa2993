// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Keeps umbrella charts in step with the charts in their folders: an entry for each, none for one that is gone. For nx sync. */
export type SyncOptions = object;

import type { ProcessResult } from '../io/process.ts';
import type { RunTool } from './run-tool.ts';

/** Builds a kustomization, by the kustomize in kubectl. Files may lie outside of its folder: an environment shares them. */
export const kustomizeBuild = (run: RunTool, folder: string): Promise<ProcessResult> =>
  run('kubectl', ['kustomize', folder, '--load-restrictor=LoadRestrictionsNone']);

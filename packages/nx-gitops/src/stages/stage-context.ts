import type { Platform } from '../io/platform.ts';
import type { OpenApiServer } from '../tools/api-server.ts';
import type { RunTool } from '../tools/run-tool.ts';

/** What every stage is given beside its own input. */
export interface StageContext {
  /** The workspace, absolute. All other paths are relative to it. */
  readonly root: string;
  readonly run: RunTool;
  readonly api: OpenApiServer;
  readonly platform: Platform;
  /** Print the plan, change nothing. */
  readonly dryRun: boolean;
  /** Says a line to the person who waits. */
  readonly report: (line: string) => void;
  /** Says what only somebody who asked for `--verbose` wants to read. */
  readonly detail: (line: string) => void;
}

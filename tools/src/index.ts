export {
  installTools,
  type InstalledTools,
  type InstallOptions,
} from './toolchain/install-tools.ts';
export { stageNames, type StageName } from './toolchain/tool-list.ts';
export { startPlatform, type StartedPlatform } from './platform/start-platform.ts';
export { stopPlatform, type StopOptions } from './platform/stop-platform.ts';
export { readPlatform, type PlatformStatus } from './platform/read-platform.ts';
export type { PlatformOptions } from './platform/platform-options.ts';
export type { PlatformContract } from './platform/platform-contract.ts';
export { createReport } from './terminal/create-report.ts';
export { silentReport, type Report } from './terminal/report.ts';
export { ToolsError } from './tools-error.ts';
export { workspaceRoot } from './workspace.ts';

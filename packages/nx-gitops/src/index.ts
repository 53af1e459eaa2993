export { createDependencies } from './plugin/create-dependencies.ts';
export { createNodes } from './plugin/create-nodes.ts';
export { preTasksExecution } from './plugin/pre-tasks-execution.ts';
export { GitopsError, type ErrorCode } from './model/errors.ts';

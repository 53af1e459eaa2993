export { HttpError } from './http-error.ts';
export { parsePort } from './parse-port.ts';
export type { Call, Reply, Route } from './route.ts';
export { serve, type Served } from './serve.ts';
export { startService } from './start-service.ts';

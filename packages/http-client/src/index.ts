export { createHttpClient, type HttpClient } from './http-client.ts';
export { parseBaseUrl } from './parse-base-url.ts';
export { UpstreamError } from './upstream-error.ts';

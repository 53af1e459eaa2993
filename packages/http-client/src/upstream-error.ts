/**
 * Another service did not do what it was asked for. `status` is what to answer the own caller: a
 * refusal (4xx) is handed on, any fault of the other service is a bad gateway.
 */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly status: number;

  constructor(service: string, status: number, message: string, options?: ErrorOptions) {
    super(`${service}: ${message}`, options);
    this.status = status >= 400 && status < 500 ? status : status === 504 ? 504 : 502;
  }
}

/** What a handler sees of a request. */
export interface Call {
  readonly params: Readonly<Record<string, string>>;
  /** The parsed JSON body; undefined where there is none. */
  readonly body: unknown;
}

/** A status and a body that is sent as JSON. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** `path` may hold parameters: `/products/:sku`. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly handle: (call: Call) => Reply | Promise<Reply>;
}

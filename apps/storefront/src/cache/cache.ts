export interface Cache {
  readonly get: (key: string) => Promise<string | undefined>;
  readonly set: (key: string, value: string, seconds: number) => Promise<void>;
}

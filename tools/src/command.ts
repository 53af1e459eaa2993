/** A subcommand of `node tools/run.mjs`. */
export interface Command {
  readonly summary: string;
  /** Text of `--help` below the usage line. */
  readonly details: string;
  /** Names of the flags, without the dashes; all are switches. */
  readonly flags: readonly string[];
  /** What the one argument that is no flag stands for. */
  readonly operand?: string;
  /** Resolves to the exit code. */
  run(input: CommandInput): Promise<number>;
}

export interface CommandInput {
  readonly flags: ReadonlySet<string>;
  readonly operand?: string | undefined;
  readonly signal: AbortSignal;
}

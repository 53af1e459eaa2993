/** A failure with a way out: line one says what and where, line two what to do. */
export class ToolsError extends Error {
  override readonly name = 'ToolsError';
  readonly problem: string;
  readonly hint: string;

  constructor(problem: string, hint: string, options?: ErrorOptions) {
    super(`${problem}\n${hint}`, options);
    this.problem = problem;
    this.hint = hint;
  }
}

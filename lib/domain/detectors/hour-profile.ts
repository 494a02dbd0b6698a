/** A sum over n positive values on the log scale: enough for the mean and variance of ln(x). */
export type LogMoments = { readonly count: number; readonly sum: number; readonly sumOfSquares: number };

/** What one hour of one size of input was like, of one model at one provider in one region. */
export type HourProfile = {
  /** Start of the UTC hour, half-open. */
  readonly hour: Date;
  /** As `sizeClassOf` numbers it. */
  readonly sizeClass: number;
  /** Successful attempts with usage. */
  readonly attempts: number;
  readonly outputTokens: LogMoments;
  readonly tokensPerSecond: LogMoments;
  readonly ttftMs: LogMoments;
  readonly durationMs: LogMoments;
  /** Of the shares of output tokens that were reasoning, 0..1. */
  readonly reasoningShare: { readonly count: number; readonly sum: number; readonly sumOfSquares: number };
  /** Attempts by the model name in the answer, where recorded. */
  readonly returnedModels: ReadonlyMap<string, number>;
};

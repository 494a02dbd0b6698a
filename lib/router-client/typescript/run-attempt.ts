type Usage = {
  input_tokens?: number;
  cached_input_tokens?: number;
  output_tokens?: number;
  reasoning_tokens?: number;
};
/** One call of a provider: yours. Say firstToken() when a stream's first text comes; errors may have a `status`. */
export type Call<T> = (to: {
  model: string;
  signal: AbortSignal;
  firstToken: () => void;
}) => Promise<{ answer: T; usage?: Usage }>;

/** How an attempt went, as a log record has it. */
type Reported = {
  started_at: string;
  duration_ms: number;
  ttft_ms?: number;
  outcome: string;
  http_status?: number;
  error_code?: string;
} & Usage;
/** `endUs` is start and duration added up, as Switchyard adds them. */
export type Attempted<T> = { ending: Reported; endUs: number } & ({ answer: T } | { error: unknown });

export type Limits = { model: string; timeoutMs: number; signal?: AbortSignal | undefined };

const FAILURES = ["rate_limited", "server_error", "timeout"];
export const isFailure = (outcome: string) => FAILURES.includes(outcome);

/**
 * Calls a provider once, and never throws: what went wrong is in the result.
 *
 * The time limit is for the answer to begin: after firstToken() a stream may take as long as it likes.
 */
export async function runAttempt<T>(call: Call<T>, { model, timeoutMs, signal }: Limits): Promise<Attempted<T>> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new Error(`${model} did not answer in ${timeoutMs} ms`)), timeoutMs);
  const startedMs = Date.now();
  const begin = performance.now();
  const sinceBeginUs = () => Math.round((performance.now() - begin) * 1_000);
  let ttftUs: number | undefined;
  const firstToken = () => {
    ttftUs ??= sinceBeginUs();
    clearTimeout(timer);
  };
  const end = (how: Pick<Reported, "outcome" | "http_status" | "error_code"> & Usage) => {
    const durationUs = sinceBeginUs();
    clearTimeout(timer);
    const ttft = ttftUs === undefined ? {} : { ttft_ms: ttftUs / 1_000 };
    const started_at = new Date(startedMs).toISOString();
    return {
      ending: { started_at, duration_ms: durationUs / 1_000, ...ttft, ...how },
      endUs: startedMs * 1_000 + durationUs,
    };
  };

  const stop = AbortSignal.any(signal ? [limit.signal, signal] : [limit.signal]);
  try {
    stop.throwIfAborted();
    const stopped = new Promise<never>((_, reject) => stop.addEventListener("abort", () => reject(stop.reason)));
    const { answer, usage } = await Promise.race([call({ model, signal: stop, firstToken }), stopped]);
    return { ...end({ outcome: "ok", ...usage }), answer };
  } catch (error) {
    if (signal?.aborted) return { ...end({ outcome: "cancelled" }), error };
    if (limit.signal.aborted) return { ...end({ outcome: "timeout" }), error };
    return { ...end(whatWentWrong(error)), error };
  }
}

function whatWentWrong(error: unknown) {
  const { status, code, name }: { status?: unknown; code?: unknown; name?: unknown } = Object(error);
  const error_code = String(code ?? name ?? "error").slice(0, 200) || "error";
  const isStatus = typeof status === "number" && Number.isInteger(status) && status >= 400 && status <= 599;
  return isStatus
    ? { outcome: outcomeOf(status), http_status: status, error_code }
    : { outcome: "server_error", error_code };
}

function outcomeOf(status: number): string {
  if (status === 429) return "rate_limited";
  if (status === 408 || status === 504) return "timeout";
  if (status === 499) return "cancelled";
  return status < 500 ? "client_error" : "server_error";
}

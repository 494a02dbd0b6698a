import type { Result } from "../result";

/** A whole answer of a model named "fast"; a test names only what it is about. */
export function givenResult(overrides: Partial<Result> = {}): Result {
  return {
    ...{ model: "fast", region: null, index: 0, prompt: "a", repetition: 0, started_at: "2026-03-01T12:00:00.000Z" },
    ...{
      due_ms: null,
      sent_ms: 0,
      outcome: "ok",
      http_status: 200,
      error_code: null,
      ttft_ms: 200,
      duration_ms: 1_200,
    },
    ...{ input_tokens: 30, cached_input_tokens: null, output_tokens: 50, reasoning_tokens: null },
    ...{ finish_reason: "stop", answered_by: "fast", cost_usd: "0.00001" },
    ...overrides,
  };
}

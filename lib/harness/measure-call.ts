import { createEventReader } from "@/lib/domain/event-stream";
import { type Outcome, outcomeFromHttpStatus } from "@/lib/domain/outcome";
import type { Prompt } from "./prompt";
import { type Answer, noAnswer, readAnswer } from "./read-answer";
import type { Measured } from "./result";

export type CallTarget = { baseUrl: string; apiKey: string; model: string; timeoutMs: number };

type Verdict = Pick<Measured, "outcome" | "error_code">;

/**
 * Asks a model once for a streamed chat completion and times it; rejects only when `signal` aborts.
 *
 * A stream that ends without a reason to finish is a broken one, whatever its status, and so is an answer without any token.
 */
export async function measureCall(target: CallTarget, prompt: Prompt, signal: AbortSignal): Promise<Measured> {
  const beganMs = performance.now();
  const elapsed = () => performance.now() - beganMs;
  const answer = noAnswer();
  // Of our own, since AbortSignal.any keeps what it made for as long as its longest-lived source.
  const ender = new AbortController();
  const end = () => ender.abort();
  const timer = setTimeout(end, target.timeoutMs);
  signal.addEventListener("abort", end);
  let status: number | null = null;
  let verdict: Verdict;
  try {
    signal.throwIfAborted();
    const response = await fetch(`${target.baseUrl}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${target.apiKey}` },
      body: JSON.stringify({
        model: target.model,
        messages: prompt.messages,
        ...(prompt.max_tokens !== null && { max_tokens: prompt.max_tokens }),
        ...{ stream: true, stream_options: { include_usage: true } },
      }),
      redirect: "manual",
      signal: ender.signal,
    });
    status = response.status;
    await readBody(response, answer, elapsed);
    verdict = verdictOf(response.status, answer);
  } catch {
    signal.throwIfAborted();
    verdict = ender.signal.aborted
      ? { outcome: "timeout", error_code: "harness_timeout" }
      : { outcome: "server_error", error_code: status === null ? "connection_failed" : "connection_broken" };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
  }
  return { ...verdict, http_status: status, duration_ms: rounded(elapsed()), ...factsOf(answer) };
}

function verdictOf(status: number, { error, finishReason, hasToken }: Answer): Verdict {
  const outcome: Outcome = outcomeFromHttpStatus(status) ?? "server_error";
  if (outcome !== "ok") return { outcome, error_code: error?.code ?? String(status) };
  if (error) return { outcome: error.outcome, error_code: error.code ?? "error_event" };
  if (finishReason === null) return { outcome: "server_error", error_code: "truncated" };
  if (!hasToken) return { outcome: "server_error", error_code: "empty_answer" };
  return { outcome, error_code: null };
}

function factsOf({ firstTokenMs, finishReason, answeredBy, usage }: Answer) {
  return {
    ttft_ms: firstTokenMs === null ? null : rounded(firstTokenMs),
    input_tokens: usage?.prompt_tokens ?? null,
    cached_input_tokens: usage?.prompt_tokens_details?.cached_tokens ?? null,
    output_tokens: usage?.completion_tokens ?? null,
    reasoning_tokens: usage?.completion_tokens_details?.reasoning_tokens ?? null,
    finish_reason: finishReason,
    answered_by: answeredBy,
  };
}

async function readBody(response: Response, answer: Answer, elapsed: () => number): Promise<void> {
  if (!response.headers.get("content-type")?.startsWith("text/event-stream")) {
    return readAnswer(answer, await response.text(), null);
  }
  const decoder = new TextDecoder();
  const read = createEventReader();
  for await (const chunk of response.body ?? []) {
    for (const data of read(decoder.decode(chunk, { stream: true }))) readAnswer(answer, data, elapsed());
  }
}

/** Records have microseconds. */
export const rounded = (ms: number) => Math.round(ms * 1_000) / 1_000;

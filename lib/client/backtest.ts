import type { BacktestReply, backtestOperation } from "@/lib/contract/backtest";
import type { TierPolicy } from "@/lib/contract/policy";
import { ApiError, apiErrorOf } from "./api-error";
import { readAddress } from "./read-address";

const PATH: typeof backtestOperation.path = "/api/v1/policies/{tier}/backtest";

export type BacktestAsked = { policy: TierPolicy; from: string; to: string };
type Options = { signal: AbortSignal; onProgress: (share: number) => void };

/** Runs a draft over recorded traffic; aborting ends it on the server too. Throws ApiError where it is refused. */
export async function runBacktest(asked: BacktestAsked, { signal, onProgress }: Options): Promise<BacktestReply> {
  const response = await fetch(readAddress(PATH, { tier: asked.policy.tier }).pathname, {
    method: "POST",
    headers: { accept: "application/x-ndjson", "content-type": "application/json" },
    body: JSON.stringify(asked),
    signal,
  });
  if (!response.ok || !response.body) throw await apiErrorOf(response);
  const { backtestLineSchema } = await import("@/lib/contract/backtest");
  for await (const text of linesOf(response.body)) {
    const line = backtestLineSchema.parse(JSON.parse(text));
    if ("progress" in line) onProgress(line.progress);
    else if ("result" in line) return line.result;
    else throw new ApiError("UNAVAILABLE", line.error.message, { status: response.status });
  }
  throw new ApiError("UNAVAILABLE", "The server ended before the back-test did", { status: response.status });
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    yield* lines.filter((line) => line !== "");
    if (done) break;
  }
  if (rest !== "") yield rest;
}

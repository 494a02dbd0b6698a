import type { z } from "zod";
import type { TierPolicy } from "@/lib/contract/policy";
import type { RunLine } from "@/lib/contract/run-line";
import { ApiError, apiErrorOf } from "./api-error";
import { readAddress } from "./read-address";

export type RunAsked = { policy: TierPolicy; from: string; to: string };
export type RunWatch = { signal: AbortSignal; onProgress: (share: number) => void };

type Streamed<Reply> = RunWatch & {
  path: Parameters<typeof readAddress>[0];
  asked: RunAsked;
  /** Loaded while the server works. */
  lineSchema: () => Promise<z.ZodType<RunLine<Reply>>>;
};

/** Asks for work on recorded traffic and reads its progress; aborting ends it on the server too. Throws ApiError where it is refused. */
export async function streamRun<Reply>({
  path,
  asked,
  signal,
  onProgress,
  lineSchema,
}: Streamed<Reply>): Promise<Reply> {
  const response = await fetch(readAddress(path, { tier: asked.policy.tier }).pathname, {
    method: "POST",
    headers: { accept: "application/x-ndjson", "content-type": "application/json" },
    body: JSON.stringify(asked),
    signal,
  });
  if (!response.ok || !response.body) throw await apiErrorOf(response);
  const schema = await lineSchema();
  for await (const text of linesOf(response.body)) {
    const line = schema.parse(JSON.parse(text));
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

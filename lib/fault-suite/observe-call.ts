import { createEventReader } from "@/lib/domain/event-stream";
import type { CallEnd, Observation } from "./observation";
import { nothingSeen, readReply, type Seen } from "./read-reply";
import type { Route } from "./route-target";

export type ObservedCall = {
  route: Route;
  prompt: string;
  isStreamed: boolean;
  /** Real ms after which the caller leaves. */
  leavesAfterMs: number | null;
  /** Real ms after which a call that has not ended hangs. */
  hangsAfterMs: number;
};

/** Makes one chat completion as any OpenAI-compatible client would, and writes down how it ended. Never rejects. */
export async function observeCall(call: ObservedCall): Promise<Observation> {
  const beganMs = performance.now();
  const elapsed = () => performance.now() - beganMs;
  const seen = nothingSeen();
  const { leavesAfterMs, hangsAfterMs } = call;
  const left = new AbortController();
  let isHanging = false;
  const leave = () => left.abort();
  const hang = () => {
    isHanging = true;
    left.abort();
  };
  const timer = leavesAfterMs === null ? setTimeout(hang, hangsAfterMs) : setTimeout(leave, leavesAfterMs);
  let end: CallEnd;
  try {
    const response = await fetch(`${call.route.baseUrl}/chat/completions`, {
      method: "POST",
      headers: { ...call.route.headers, "content-type": "application/json" },
      body: JSON.stringify({
        model: call.route.model,
        messages: [{ role: "user", content: call.prompt }],
        ...(call.isStreamed && { stream: true, stream_options: { include_usage: true } }),
      }),
      signal: left.signal,
    });
    seen.status = response.status;
    await readBody(response, seen, elapsed);
    end = endOf(seen);
  } catch {
    end = isHanging ? "hang" : left.signal.aborted ? "left" : "torn";
  } finally {
    clearTimeout(timer);
  }
  const { isError: _, isMalformed: __, ...rest } = seen;
  return { ...rest, end, durationMs: elapsed() };
}

function endOf({ status, isError, isMalformed }: Seen): CallEnd {
  if (isMalformed) return "malformed";
  if (isError) return "error";
  return status !== null && status < 300 ? "ended" : "malformed";
}

async function readBody(response: Response, seen: Seen, elapsed: () => number): Promise<void> {
  if (!response.headers.get("content-type")?.startsWith("text/event-stream")) {
    return readReply(seen, await response.text(), elapsed());
  }
  const decoder = new TextDecoder();
  const read = createEventReader();
  for await (const chunk of response.body ?? []) {
    for (const data of read(decoder.decode(chunk, { stream: true }))) readReply(seen, data, elapsed());
  }
}

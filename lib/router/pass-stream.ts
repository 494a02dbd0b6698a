import type { IncomingMessage } from "node:http";
import { errorSigns, failureOf } from "@/lib/ingest/formats/failure";
import type { Api } from "./apis";
import { AttemptFailure } from "./attempt";
import type { CallAnswer } from "./call-answer";
import { AFTER_FINISH_MS, type CallLimits } from "./call-limits";
import type { LimitTimer } from "./limit-timer";
import { isFields, readEvent } from "./read-event";
import { type SseEvent, SseReader, sseText } from "./sse-reader";

export type PassInput = {
  api: Api;
  response: IncomingMessage;
  limits: CallLimits;
  wantsUsage: boolean;
  timer: LimitTimer;
  answer: CallAnswer;
  /** What the answer says of itself, where it has not begun. */
  headers: Readonly<Record<string, string>>;
  onFirstToken: () => void;
};

const HELD_MAX_CHARACTERS = 32 * 1024 * 1024;
const END_MARKS: Readonly<Record<Api, string>> = {
  chat: "data: [DONE]\n\n",
  messages: sseText({ name: "message_stop", data: '{"type":"message_stop"}' }),
  responses: "",
  embeddings: "",
};

/**
 * Passes a stream on, event by event, and resolves to its usage once it is whole. Nothing is sent before the first token, or,
 * where breaks are buffered, before the end; what cannot be read is left out, and a missing end mark is added.
 *
 * Throws AttemptFailure where the stream is cut, is no stream or has an error in it, or what the connection failed with.
 */
export async function passStream(input: PassInput): Promise<unknown> {
  const { api, response, limits, timer, answer, headers } = input;
  if (!/^text\/event-stream/i.test(response.headers["content-type"] ?? "")) {
    throw new AttemptFailure("server_error", "no_event_stream");
  }
  const isBuffered = limits.onBreak === "buffer";
  const [seen, finished] = [new Set<number>(), new Set<number>()];
  let [held, usage, hasToken, isEnded] = ["", null as unknown, false, false];
  const isFinished = () => seen.size > 0 && finished.size === seen.size;
  const limit = () => {
    if (isFinished()) timer.limit(AFTER_FINISH_MS, "stream_idle");
    else if (hasToken) timer.limit(limits.idleMs, "stream_idle");
  };

  function take(event: SseEvent): void {
    if (isEnded) return;
    const read = readEvent(api, event, input.wantsUsage);
    if (read.kind === "malformed") return;
    if (read.kind === "error") throw eventFailure(read.error);
    if (read.kind === "end-mark") {
      isEnded = true;
      return;
    }
    if (read.usage !== null) usage = isFields(usage) && isFields(read.usage) ? { ...usage, ...read.usage } : read.usage;
    for (const choice of read.choices) seen.add(choice);
    for (const choice of read.finished) finished.add(choice);
    if (read.isToken && !hasToken) {
      hasToken = true;
      input.onFirstToken();
      limit();
    } else if (read.finished.length > 0) limit();
    else if (hasToken) timer.restart();
    if (read.data !== null) held += sseText({ name: event.name, data: read.data });
    if (held.length > HELD_MAX_CHARACTERS) throw new AttemptFailure("server_error", "answer_too_large");
  }

  async function release(): Promise<void> {
    if (!answer.isBegun) answer.beginStream(headers);
    const waiting = answer.write(held);
    held = "";
    if (waiting) await timer.pauseFor(waiting, limit);
  }

  const reader = new SseReader();
  try {
    for await (const chunk of response) {
      for (const event of reader.push(chunk)) take(event);
      if (hasToken && !isBuffered && held !== "") await release();
      if (isEnded) break;
    }
    for (const event of reader.end()) take(event);
  } catch (error) {
    // All was there; only what comes behind it, usage and end mark, is missing.
    if (!isFinished() || error instanceof AttemptFailure) throw error;
  }
  if (!isFinished()) throw new AttemptFailure("server_error", "stream_cut");
  timer.clear();
  held += END_MARKS[api];
  await release();
  answer.endStream();
  return usage;
}

/** An error within a stream of status 200: whose it is says its kind. */
function eventFailure(error: unknown): AttemptFailure {
  const { outcome, error_code: code } = failureOf(errorSigns(error));
  return new AttemptFailure(outcome, code ?? "error_event");
}

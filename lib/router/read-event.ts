import type { Api } from "./apis";
import type { SseEvent } from "./sse-reader";

/** What an event of an answer's stream is for the router. */
export type ReadEvent =
  /** Cannot be read. One such event is left out; whether anything is missing says the end. */
  | { kind: "malformed" }
  | { kind: "end-mark" }
  | { kind: "error"; error: unknown }
  | {
      kind: "part";
      /** As it is passed on; null where it is not. */
      data: string | null;
      /** Whether the answer itself begins or goes on with it. */
      isToken: boolean;
      usage: unknown;
      /** The choices it is of, and those that it finishes; of APIs without choices, the one of number 0. */
      choices: readonly number[];
      finished: readonly number[];
    };

type Fields = Readonly<Record<string, unknown>>;

/** Reads an event. Usage that nobody asked for is taken out of it. */
export function readEvent(api: Api, { name, data }: SseEvent, wantsUsage: boolean): ReadEvent {
  if (data.trim() === "[DONE]") return { kind: "end-mark" };
  const value = parse(data);
  if (!value) return { kind: "malformed" };
  if (isFields(value.error) || (typeof value.error === "string" && value.error !== "")) {
    return { kind: "error", error: value.error };
  }
  if (api === "messages") return readMessagesEvent(value, data);
  if (api === "responses") return readResponsesEvent(value, data, name);
  return readChunk(value, data, wantsUsage);
}

function readChunk(value: Fields, data: string, wantsUsage: boolean): ReadEvent {
  const choices = Array.isArray(value.choices) ? value.choices.filter(isFields) : [];
  const indexOf = ({ index }: Fields) => (typeof index === "number" ? index : 0);
  const finished = choices.filter(({ finish_reason: reason }) => typeof reason === "string" && reason !== "");
  const isToken = finished.length > 0 || choices.some(({ delta, text }) => hasContent(delta) || isFilled(text));
  const facts = { kind: "part" as const, isToken, choices: choices.map(indexOf), finished: finished.map(indexOf) };
  if (!("usage" in value) || wantsUsage) return { ...facts, data, usage: value.usage ?? null };
  const { usage, ...rest } = value;
  const isUsageAlone = isFields(usage) && choices.length === 0;
  return { ...facts, data: isUsageAlone ? null : JSON.stringify(rest), usage: usage ?? null };
}

function readMessagesEvent(value: Fields, data: string): ReadEvent {
  const { type, delta, message, usage } = value;
  if (type === "message_stop") return { kind: "end-mark" };
  const isFinish = type === "message_delta" && isFields(delta) && typeof delta.stop_reason === "string";
  const isToken = isFinish || type === "content_block_delta";
  const used = usage ?? (isFields(message) ? message.usage : null);
  return {
    kind: "part",
    data,
    isToken,
    usage: used ?? null,
    choices: isToken ? [0] : [],
    finished: isFinish ? [0] : [],
  };
}

const ENDS = new Set(["response.completed", "response.incomplete"]);

function readResponsesEvent(value: Fields, data: string, name: string | null): ReadEvent {
  const type = typeof value.type === "string" ? value.type : (name ?? "");
  const response = isFields(value.response) ? value.response : {};
  if (type === "error") return { kind: "error", error: value };
  if (type === "response.failed") return { kind: "error", error: response.error ?? {} };
  const isEnd = ENDS.has(type);
  const isToken = isEnd || type.endsWith(".delta");
  const usage = response.usage ?? null;
  return { kind: "part", data, isToken, usage, choices: isToken ? [0] : [], finished: isEnd ? [0] : [] };
}

/** More than the role it is the words of: text, thoughts, a refusal, calls of tools. */
function hasContent(delta: unknown): boolean {
  return isFields(delta) && Object.entries(delta).some(([name, value]) => name !== "role" && isFilled(value));
}

const isFilled = (value: unknown) =>
  (typeof value === "string" && value !== "") || (Array.isArray(value) ? value.length > 0 : isFields(value));

function parse(data: string): Fields | null {
  try {
    const value: unknown = JSON.parse(data);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import { at, firstOf, isFields, nameOf } from "../values";
import { isErrorReason } from "./error-reason";
import { readChunks } from "./read-chunks";

/** What a provider's answer says of itself, whichever API it is of; nothing of what was answered. */
export type Answer = {
  id: string | null;
  model: string | null;
  /** The usage block, in the words of its API; of a stream all that its chunks said, the later before the earlier. */
  usage: unknown;
  error: unknown;
  isStream: boolean;
  /** A stream that stopped before anything in it said that it was at its end. */
  isCut: boolean;
};

/** Where chunks of Anthropic's messages and of the Responses API keep what others say at the top. */
const HOLDERS = ["message", "response"];
const STREAM_TYPE = /^(message_|content_block_|response\.)/;
const END_TYPE = /^(message_stop|response\.(completed|incomplete|failed))$/;

/** Reads an answer as a logger has it: an object, a list of chunks, or text of either. */
export function readAnswer(body: unknown): Answer {
  const { values, isDone } = typeof body === "string" ? readChunks(body) : { values: listOf(body), isDone: false };
  const parts = values.flatMap((chunk) => [chunk, ...HOLDERS.map((holder) => at(chunk, holder))]).filter(isFields);
  const first = (...keys: readonly string[]) =>
    firstOf(...parts.map((part) => firstOf(...keys.map((key) => nameOf(part[key], Number.POSITIVE_INFINITY)))));
  const isStream = values.some(isStreamChunk);
  return {
    id: first("id", "responseId"),
    model: first("model", "modelVersion"),
    usage: mergedUsage(parts.flatMap((part) => [part.usage, part.usageMetadata])),
    error: firstOf(...parts.map(({ error }) => error), ...values.map(errorOfChunk)),
    isStream: isStream || isDone,
    isCut: isStream && !isDone && !values.some(isEnd),
  };
}

function listOf(body: unknown): unknown[] {
  return Array.isArray(body) ? body : [body];
}

function mergedUsage(blocks: readonly unknown[]): unknown {
  const reported = blocks
    .filter(isFields)
    .flatMap((block) => Object.entries(block).filter(([, value]) => value !== null));
  return reported.length === 0 ? null : Object.fromEntries(reported);
}

/** An event that is an error itself, or an end that says that there was one. */
function errorOfChunk(chunk: unknown): unknown {
  if (at(chunk, "type") === "error") return chunk;
  const reason = choicesOf(chunk)
    .map((choice) => at(choice, "finish_reason"))
    .find(isErrorReason);
  return reason === undefined ? null : { type: reason };
}

function isStreamChunk(chunk: unknown): boolean {
  const type = at(chunk, "type");
  return (
    (typeof type === "string" && STREAM_TYPE.test(type)) ||
    choicesOf(chunk).some((choice) => isFields(at(choice, "delta")))
  );
}

/** Usage comes last in a chat's stream, but first in Anthropic's. */
function isEnd(chunk: unknown): boolean {
  const type = at(chunk, "type");
  if (typeof type === "string") return END_TYPE.test(type) || nameOf(at(chunk, "delta", "stop_reason")) !== null;
  return (
    isFields(at(chunk, "usage")) || choicesOf(chunk).some((choice) => nameOf(at(choice, "finish_reason")) !== null)
  );
}

function choicesOf(chunk: unknown): readonly unknown[] {
  const choices = at(chunk, "choices");
  return Array.isArray(choices) ? choices : [];
}

import { z } from "zod";
import { withoutNulls } from "../../values";
import { emptyTrace, type KnownCall, type KnownTrace, type StoredCall } from "./known-trace";

const SPAN_CHARACTERS = 16;
const NO_SPAN = "0".repeat(SPAN_CHARACTERS);
/** Raised where what is written means something else: what an older version wrote is then not known any more. */
const FORMAT = 1 as const;

const textSchema = z.object({
  format: z.literal(FORMAT),
  /** Each span followed by its parent. */
  parents: z.string(),
  // Written by traceText alone.
  calls: z.array(z.custom<KnownCall>()),
  stored: z.array(z.tuple([z.string(), z.custom<StoredCall>()])),
});

/** A trace as text, to be stored: ids, times, names and numbers of its calls, and nothing that was said in them. */
export function traceText({ parents, calls, stored }: KnownTrace): string {
  const links = [...parents].map(([spanId, parent]) => spanId + (parent ?? NO_SPAN));
  const known = {
    format: FORMAT,
    parents: links.join(""),
    calls: [...calls.values()].map(withoutUnknown),
    stored: [...stored],
  };
  return JSON.stringify(known satisfies z.input<typeof textSchema>);
}

/** What is unknown needs no room. */
function withoutUnknown(call: KnownCall): KnownCall {
  const { id, model, started_at, duration_ms, ...more } = call.record;
  return { ...call, record: { id, model, started_at, duration_ms, ...withoutNulls(more) } };
}

/** The trace of a text; one of which nothing is known where it was written otherwise. */
export function readTraceText(text: string): KnownTrace {
  const read = textSchema.safeParse(JSON.parse(text));
  if (!read.success) return emptyTrace();
  const { parents, calls, stored } = read.data;
  const trace = emptyTrace();
  for (let at = 0; at < parents.length; at += 2 * SPAN_CHARACTERS) {
    const spanId = parents.slice(at, at + SPAN_CHARACTERS);
    const parent = parents.slice(at + SPAN_CHARACTERS, at + 2 * SPAN_CHARACTERS);
    trace.parents.set(spanId, parent === NO_SPAN ? null : parent);
  }
  for (const call of calls) trace.calls.set(call.spanId, call);
  for (const [spanId, one] of stored) trace.stored.set(spanId, one);
  return trace;
}

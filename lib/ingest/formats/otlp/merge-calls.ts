import type { LogRecordInput } from "@/lib/contract/log-record";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { msFrom, ttftWithin } from "../../values";
import { LITELLM_CACHE } from "../litellm";
import type { ReportedCall } from "./known-trace";

type Field = keyof LogRecordInput;

/** What belongs to a call itself, and is right only of the innermost. */
const OWN: ReadonlySet<string> = new Set<Field>([
  ...(["id", "started_at", "duration_ms", "model", "outcome", "http_status", "error_code", "ttft_ms"] as const),
  ...(["attempt", "final", "revision"] as const),
]);
const DETAILS = [
  ...(["cached_input_tokens", "cache_write_tokens", "cache_write_1h_tokens", "reasoning_tokens"] as const),
  ...(["audio_input_tokens", "audio_output_tokens", "image_input_tokens", "units"] as const),
] satisfies readonly Field[];
const USAGE = ["input_tokens", "output_tokens", "usage_source", ...DETAILS] satisfies readonly Field[];
const ESTIMATED = 1;
const OPEN = 2;

/**
 * One call of two reports of it: the inner one's, with the usage of whichever has the finer one, what is open or estimated
 * last, and what only the outer one says.
 */
export function mergeCalls(innerCall: ReportedCall, outerCall: ReportedCall): ReportedCall {
  const [inner, outer] = [innerCall.record, outerCall.record];
  // An answer from a gateway's cache used nothing, whatever its caller counts.
  const isOuterFiner = inner.provider !== LITELLM_CACHE && fineness(outerCall) > fineness(innerCall);
  const [usage, other] = isOuterFiner ? [outer, inner] : [inner, outer];
  const { otherReading } = isOuterFiner ? outerCall : innerCall;
  const added = Object.fromEntries(
    Object.entries(outer).filter(([name, value]) => value != null && !OWN.has(name) && !isUsage(name)),
  );
  const own = Object.fromEntries(Object.entries(inner).filter(([, value]) => value != null));
  const record = {
    ...inner,
    ...added,
    ...own,
    ...Object.fromEntries(USAGE.map((name) => [name, usage[name]])),
    cost_usd: usage.cost_usd ?? other.cost_usd,
    ttft_ms: inner.ttft_ms ?? firstTokenOf(inner, outer),
  };
  return otherReading ? { record, otherReading } : { record };
}

/** None at all, an estimate, what is open, a report, and then one with more to it. */
function fineness({ record, otherReading }: ReportedCall): number {
  if (record.input_tokens == null && record.output_tokens == null) return 0;
  if (record.usage_source === "estimated") return ESTIMATED;
  if (otherReading) return OPEN;
  return OPEN + 1 + DETAILS.filter((name) => record[name] != null).length;
}

function isUsage(name: string): boolean {
  return name === "cost_usd" || USAGE.some((field) => field === name);
}

/** The first token that only the outer report has, from the inner one's start. */
function firstTokenOf(inner: LogRecordInput, outer: LogRecordInput): number | null {
  if (outer.ttft_ms == null || inner.outcome !== "ok") return null;
  const [innerUs, outerUs] = [parseInstantUs(inner.started_at), parseInstantUs(outer.started_at)];
  const ms = outerUs === null ? null : msFrom(innerUs, Math.round(outerUs + outer.ttft_ms * 1_000));
  return ttftWithin(ms, inner.duration_ms, inner.streamed ?? null);
}

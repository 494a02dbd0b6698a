import { formatOffset } from "../format";
import { MINUTE_MS } from "../time/units";
import type { Reason } from "./explain-difference";
import type { CallRule } from "./find-agreement";

const WORDS: Readonly<Record<Exclude<Reason, "time_zone" | "call_rule">, string>> = {
  repeated_rows: "Rows of the file come again under an id that came before",
  missing_here: "Calls that only the other tool has",
  missing_there: "Calls that only Switchyard has",
  doubled_here: "Each call is here twice: look for a second instrumentation of the same app",
  doubled_there: "The other tool has each call twice",
  cache_beside: "Its input leaves out what was read from the cache and written to it",
  cache_twice: "It adds cached tokens to an input that has them in it",
  no_price: "It charges for calls that have no price here",
  rounding: "Rounding",
  price: "The same usage at another price",
};
const CALL_RULE_SENTENCES: Readonly<Record<CallRule, string>> = {
  attempts: "It counts every attempt",
  answered: "It leaves out failed calls",
  requests: "It counts a call and its retries once",
  answered_requests: "It leaves out failed calls, and counts a call and its retries once",
};

/** A reason for a difference in one sentence, without its end. */
export function describeReason(
  reason: Reason,
  { offsetMinutes, callRule }: { offsetMinutes: number; callRule: CallRule },
): string {
  if (reason === "time_zone") return `Its days are those of ${formatOffset(offsetMinutes * MINUTE_MS)}`;
  return reason === "call_rule" ? CALL_RULE_SENTENCES[callRule] : WORDS[reason];
}

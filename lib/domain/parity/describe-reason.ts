import { type Message, message, t } from "@/lib/messages/translate";
import { formatOffset } from "../format";
import { MINUTE_MS } from "../time/units";
import type { Reason } from "./explain-difference";
import type { CallRule } from "./find-agreement";

const WORDS: Readonly<Record<Exclude<Reason, "time_zone" | "call_rule">, Message>> = {
  repeated_rows: message("Rows of the file come again under an id that came before"),
  missing_here: message("Calls that only the other tool has"),
  missing_there: message("Calls that only Switchyard has"),
  doubled_here: message("Each call is here twice: look for a second instrumentation of the same app"),
  doubled_there: message("The other tool has each call twice"),
  cache_beside: message("Its input leaves out what was read from the cache and written to it"),
  cache_twice: message("It adds cached tokens to an input that has them in it"),
  no_price: message("It charges for calls that have no price here"),
  rounding: message("Rounding"),
  price: message("The same usage at another price"),
};
const CALL_RULE_SENTENCES: Readonly<Record<CallRule, Message>> = {
  attempts: message("It counts every attempt"),
  answered: message("It leaves out failed calls"),
  requests: message("It counts a call and its retries once"),
  answered_requests: message("It leaves out failed calls, and counts a call and its retries once"),
};

/** A reason for a difference in one sentence, without its end. */
export function describeReason(
  reason: Reason,
  { offsetMinutes, callRule }: { offsetMinutes: number; callRule: CallRule },
): string {
  if (reason === "time_zone")
    return t("Its days are those of {offset}", { offset: formatOffset(offsetMinutes * MINUTE_MS) });
  return reason === "call_rule" ? t(CALL_RULE_SENTENCES[callRule]) : t(WORDS[reason]);
}

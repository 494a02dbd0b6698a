import type { Attempt } from "@/lib/contract/attempt";
import type { LogRecord } from "@/lib/contract/log-record";
import { type NormalizeContext, normalizeAttempt } from "@/lib/ingest/normalize-attempt";

/** The attempt a made record stands for; the bench makes none that could be refused. */
export function toAttempt(record: LogRecord, context: NormalizeContext): Attempt {
  const attempt = normalizeAttempt(record, context);
  if (Array.isArray(attempt)) throw new Error(`The bench made a bad record: ${attempt[0]?.message}`);
  return attempt;
}

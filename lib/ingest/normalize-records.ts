import type { Attempt } from "@/lib/contract/attempt";
import type { LogRecord } from "@/lib/contract/log-record";
import type { RecordError } from "@/lib/contract/record-error";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { type NormalizeContext, normalizeAttempt } from "./normalize-attempt";
import type { OtherReading } from "./usage/tokens";
import { type InvalidRecord, reject, type ValidRecord } from "./validate-records";

/** Attempts, where in the post each stood, and the records that cannot be any. */
export type Normalized = {
  attempts: Attempt[];
  indexes: number[];
  refused: InvalidRecord[];
  /**
   * Of attempts whose usage can be read in two ways, by place among the attempts: what the reading that was not taken costs
   * more, in pico USD; null where it is not known.
   */
  differences: Map<number, bigint | null>;
};

/** The attempts that valid records stand for. Of two readings of one the cheaper is taken. */
export function normalizeRecords(valid: readonly ValidRecord[], context: NormalizeContext): Normalized {
  const normalized: Normalized = { attempts: [], indexes: [], refused: [], differences: new Map() };
  for (const { index, record, meaning } of valid) {
    const read = meaning?.isPseudonymous ? { ...context, pseudonym: undefined } : context;
    const attempt = normalizeAttempt(record, read);
    if (Array.isArray(attempt)) {
      normalized.refused.push(refusalOf(index, record, attempt));
      continue;
    }
    normalized.indexes.push(index);
    // Where the attempt failed nothing of its usage is counted, however it is read.
    if (!meaning?.otherReading || record.input_tokens == null) {
      normalized.attempts.push(attempt);
      continue;
    }
    const { cheaper, difference } = cheaperOf(attempt, otherAttempt(record, meaning.otherReading, read));
    normalized.differences.set(normalized.attempts.length, difference);
    normalized.attempts.push(cheaper);
  }
  return normalized;
}

function refusalOf(index: number, record: LogRecord, errors: RecordError[]): InvalidRecord {
  return reject(index, { ...record, started_at: formatInstantUs(record.started_at) }, errors);
}

function otherAttempt(record: LogRecord, reading: OtherReading, context: NormalizeContext): Attempt | null {
  const other = normalizeAttempt({ ...record, ...reading }, context);
  return Array.isArray(other) ? null : other;
}

function cheaperOf(one: Attempt, other: Attempt | null): { cheaper: Attempt; difference: bigint | null } {
  if (!other || one.costPico === null || other.costPico === null) return { cheaper: one, difference: null };
  const difference = other.costPico - one.costPico;
  return difference < 0n ? { cheaper: other, difference: -difference } : { cheaper: one, difference };
}

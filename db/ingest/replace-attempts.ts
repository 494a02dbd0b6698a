import type { TransactionSql } from "postgres";
import { outputRate } from "@/lib/domain/comparison/output-rate";
import { appendDifference, type StoredChange } from "./append-difference";
import type { CodedAttempts } from "./code-attempts";
import { attemptKey } from "./insert-new-attempts";
import type { CountedAttempt } from "./measure-attempts";
import {
  COUNTED_IN,
  codeOfRow,
  countedOf,
  deleteStored,
  type Keyed,
  lockStored,
  queueRecount,
  type StoredUsage,
} from "./stored-usage";

/** Stored attempts that were deleted, by attemptKey; some of them are stored anew in the same transaction. */
export type RemovedAttempts = ReadonlyMap<string, StoredUsage>;

/** Deletes those of these attempts that are stored, and keeps what they said as corrections. Their sums remain to be corrected. */
export async function removeAttempts(tx: TransactionSql, attempts: readonly Keyed[]): Promise<RemovedAttempts> {
  if (attempts.length === 0) return new Map();
  const stored = await lockStored(tx, attempts);
  const found = attempts.filter(({ startedAtUs, id }) => stored.has(attemptKey(startedAtUs, id)));
  if (found.length > 0) await deleteStored(tx, found);
  return stored;
}

/** Which rows stand in place of removed attempts, and which of them are counted: those that count in the same place. */
type Replaced = { revised: Set<number>; counted: ReadonlySet<number> };

/**
 * Corrects the sums by what removed attempts counted for, and by the inserted rows that replace them in the same place. Days
 * whose samples changed are queued to be counted anew.
 */
export async function appendReplaced(
  tx: TransactionSql,
  input: { removed: RemovedAttempts; inserted: Inserted | null; quartersBeforeUs: number },
): Promise<Replaced> {
  const { removed, inserted, quartersBeforeUs } = input;
  const revised = new Set<number>();
  const counted = new Set<number>();
  if (removed.size === 0) return { revised, counted };
  const changes = new Map<string, StoredChange>([...removed].map(([key, stored]) => [key, { stored, after: null }]));
  for (const [row, attempt] of inserted?.coded.rows.entries() ?? []) {
    const key = attemptKey(attempt.startedAtUs, attempt.id);
    const stored = removed.get(key);
    if (!inserted || !stored || !inserted.isInserted(row)) continue;
    revised.add(row);
    if (isElsewhere(stored, inserted.coded, row)) continue;
    counted.add(row);
    changes.set(key, { stored, after: attempt });
  }
  await appendDifference(tx, [...changes.values()], quartersBeforeUs);
  const resampled = [...changes.values()].filter(({ stored, after }) => !hasSameSamples(countedOf(stored), after));
  await queueRecount(
    tx,
    resampled.map(({ stored }) => Number(stored.started_at_us)),
  );
  return { revised, counted };
}

type Inserted = { coded: CodedAttempts; isInserted: (row: number) => boolean };

function isElsewhere(stored: StoredUsage, coded: CodedAttempts, row: number): boolean {
  if (stored.label_set_id !== coded.labelSet[row]) return true;
  return COUNTED_IN.some((name) => stored[name] !== codeOfRow(coded, name, row));
}

function hasSameSamples(before: CountedAttempt, after: CountedAttempt | null): boolean {
  const [one, other] = [samplesOf(before), samplesOf(after)];
  return one.every((sample, place) => sample === other[place]);
}

function samplesOf(attempt: CountedAttempt | null): (number | null)[] {
  if (attempt?.outcome !== "ok") return [null, null, null];
  return [attempt.durationUs, attempt.ttftUs, outputRate(attempt)];
}

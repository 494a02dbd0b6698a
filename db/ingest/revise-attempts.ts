import type { TransactionSql } from "postgres";
import type { Attempt } from "@/lib/contract/attempt";
import { appendDifference } from "./append-difference";
import type { CodedAttempts } from "./code-attempts";
import { attemptKey } from "./insert-new-attempts";
import type { CountedAttempt } from "./measure-attempts";
import {
  COUNTED_IN,
  codeOfRow,
  countedOf,
  lockStored,
  queueRecount,
  type ReplacedUsage,
  replaceUsage,
  type StoredUsage,
} from "./stored-usage";

/** Why a revision is not taken: a later one is stored, or it counts for something else than the stored one. */
export type StaleRevision = "older" | "elsewhere";

/** What became of attempts that were stored before, by row: replaced, or not taken. The others merely repeat. */
export type Revised = { revised: Set<number>; stale: Map<number, StaleRevision> };

/**
 * Replaces usage, units and cost of stored attempts by those of a higher revision. The former values are kept as a
 * correction, and the sums changed by the difference, all in the given transaction.
 *
 * Model, provider, region, tier, app and outcome must be those of the stored attempt. Samples of the output rate stay as first
 * reported until the day is counted anew, which is queued.
 */
export async function reviseAttempts(
  tx: TransactionSql,
  input: { coded: CodedAttempts; rows: readonly number[]; quartersBeforeUs: number },
): Promise<Revised> {
  const { coded, rows, quartersBeforeUs } = input;
  const result: Revised = { revised: new Set(), stale: new Map() };
  const stored = await lockStored(
    tx,
    rows.flatMap((row) => coded.rows[row] ?? []),
  );
  const replaced: ReplacedUsage[] = [];
  const changes: { stored: StoredUsage; after: CountedAttempt }[] = [];
  for (const row of rows) {
    const attempt = coded.rows[row];
    const known = attempt && stored.get(attemptKey(attempt.startedAtUs, attempt.id));
    if (!known || known.revision === attempt.revision) continue;
    if (known.revision > attempt.revision) result.stale.set(row, "older");
    else if (isElsewhere(known, attempt, coded, row)) result.stale.set(row, "elsewhere");
    else {
      result.revised.add(row);
      replaced.push({ attempt, serviceTierId: coded.serviceTier[row] ?? 0 });
      changes.push({ stored: known, after: { ...countedOf(known), ...usageOf(attempt) } });
    }
  }
  if (replaced.length === 0) return result;
  await replaceUsage(tx, replaced);
  await appendDifference(tx, changes, quartersBeforeUs);
  const resampled = changes.filter(
    ({ stored: { output_tokens }, after }) => after.outcome === "ok" && output_tokens !== after.outputTokens,
  );
  await queueRecount(
    tx,
    resampled.map(({ after }) => after.startedAtUs),
  );
  return result;
}

function isElsewhere(known: StoredUsage, attempt: Attempt, coded: CodedAttempts, row: number): boolean {
  if (countedOf(known).outcome !== attempt.outcome) return true;
  return COUNTED_IN.some((name) => known[name] !== codeOfRow(coded, name, row));
}

function usageOf(attempt: Attempt): Partial<CountedAttempt> {
  const { inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens, reasoningTokens } = attempt;
  const { costPico, costEstimated, reportedCostPico } = attempt;
  const tokens = { inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens, reasoningTokens };
  return { ...tokens, costPico, costEstimated, reportedCostPico };
}

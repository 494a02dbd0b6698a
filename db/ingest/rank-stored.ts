import type { TransactionSql } from "postgres";
import type { Attempt } from "@/lib/contract/attempt";
import { appendDifference } from "./append-difference";
import { RANK_FLAGS, rankFlags } from "./attempt-flags";
import { attemptKey } from "./insert-new-attempts";
import { countedOf, IS_SENT, keepFormer, lockStored, sentParameters, sentRows } from "./stored-usage";

/** Which attempt of its request a stored one is, and whether it is the last. */
export type StoredRank = Pick<Attempt, "startedAtUs" | "id" | "attempt" | "final">;

/**
 * Numbers stored attempts anew within their requests, of which another one came in a later post. What was said before is kept
 * as a correction, and the sums change with it. Safe to repeat.
 */
export async function rankStored(
  tx: TransactionSql,
  { ranks, quartersBeforeUs }: { ranks: readonly StoredRank[]; quartersBeforeUs: number },
): Promise<void> {
  if (ranks.length === 0) return;
  const stored = await lockStored(tx, ranks);
  const changed = ranks.flatMap((rank) => {
    const known = stored.get(attemptKey(rank.startedAtUs, rank.id));
    return known && (known.flags & RANK_FLAGS) !== rankFlags(rank) ? [{ rank, known }] : [];
  });
  if (changed.length === 0) return;
  const sent = sentRows("rank_flags int");
  const parameters = sentParameters(
    changed.map(({ rank }) => rank),
    (rank) => ({ rank_flags: rankFlags(rank) }),
  );
  await keepFormer(tx, { sent, parameters, columns: ["flags"] });
  await tx.unsafe(
    `update attempt_row r set flags = (r.flags & ~${RANK_FLAGS}) | sent.rank_flags from ${sent} where ${IS_SENT}`,
    parameters,
  );
  const changes = changed.map(({ rank, known }) => ({
    stored: known,
    after: { ...countedOf(known), final: rank.final },
  }));
  await appendDifference(tx, changes, quartersBeforeUs);
}

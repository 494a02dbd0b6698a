import type { Sql } from "postgres";
import type { Attempt } from "@/lib/contract/attempt";
import { appendDifference } from "./append-difference";
import { FINAL_FLAG } from "./attempt-flags";
import { countedOf, IS_SENT, keepFormer, lockStored, sentParameters, sentRows } from "./stored-usage";

/**
 * Says of stored attempts that they were not the last of their request, since another followed in a later post. What was
 * said before is kept as a correction, and the sums change with it. Safe to repeat.
 */
export async function unmarkFinal(
  sql: Sql,
  {
    attempts,
    quartersBeforeUs,
  }: { attempts: readonly Pick<Attempt, "startedAtUs" | "id">[]; quartersBeforeUs: number },
): Promise<void> {
  if (attempts.length === 0) return;
  await sql.begin(async (tx) => {
    const stored = [...(await lockStored(tx, attempts)).values()].filter(({ flags }) => (flags & FINAL_FLAG) !== 0);
    if (stored.length === 0) return;
    const parameters = sentParameters(
      stored.map(({ started_at_us, id }) => ({ startedAtUs: Number(started_at_us), id })),
    );
    await keepFormer(tx, { sent: sentRows(), parameters, columns: ["flags"] });
    await tx.unsafe(
      `update attempt_row r set flags = r.flags & ~${FINAL_FLAG} from ${sentRows()} where ${IS_SENT}`,
      parameters,
    );
    const changes = stored.map((row) => ({ stored: row, after: { ...countedOf(row), final: false } }));
    await appendDifference(tx, changes, quartersBeforeUs);
  });
}

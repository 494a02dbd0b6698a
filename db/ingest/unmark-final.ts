import type { Sql } from "postgres";
import type { Attempt } from "@/lib/contract/attempt";
import { appendDifference } from "./append-difference";
import { FINAL_FLAG } from "./attempt-flags";
import { type CountedIn, countedOf, IS_SENT, lockStored, sentParameters, sentRows } from "./stored-usage";

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
    await tx.unsafe(
      `insert into attempt_correction (started_at, attempt_id, revision, former)
       select r.started_at, sent.id, r.revision, json_build_object('flags', r.flags)
       from ${sentRows()} join attempt_row r on ${IS_SENT}`,
      parameters,
    );
    await tx.unsafe(
      `update attempt_row r set flags = r.flags & ~${FINAL_FLAG} from ${sentRows()} where ${IS_SENT}`,
      parameters,
    );
    const codes = (name: CountedIn) => Int32Array.from(stored, (row) => row[name]);
    const before = stored.map(countedOf);
    await appendDifference(
      tx,
      {
        model: codes("model_id"),
        provider: codes("provider_id"),
        region: codes("region_id"),
        tier: codes("tier_id"),
        app: codes("app_id"),
      },
      { before, after: before.map((attempt) => ({ ...attempt, final: false })), quartersBeforeUs },
    );
  });
}

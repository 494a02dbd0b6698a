import type { Sql } from "postgres";
import { LOCKS } from "@/db/advisory-locks";
import { AppError } from "@/lib/contract/error";
import type { RepriceRun } from "@/lib/contract/reprice";
import { t } from "@/lib/messages/translate";
import { auditRun } from "./begin-reprice";
import { getRepriceRun } from "./get-reprice-run";

type End = { id: number; state: "done" | "cancelled" | "failed"; error: string | null; now: Date };

/** Ends a run that is running, and notes what it came to. */
export async function endReprice(sql: Sql, { id, state, error, now }: End): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe(`select pg_advisory_xact_lock(${LOCKS.reprice})`);
    const ended = await tx`
      update reprice_run set state = ${state}, error = ${error}, ended_at = ${now.toISOString()}
      where id = ${id} and state = 'running' returning id`;
    if (ended.length === 0) return;
    const run = await getRepriceRun(tx, { id });
    await auditRun(tx, { action: `reprice.${state}`, actor: run.cancelled_by ?? run.created_by, run, now });
  });
}

/** Has a run end after the days it is at; the days it has done stay done. CONFLICT where it has ended. */
export async function cancelReprice(sql: Sql, { id, actor }: { id: number; actor: string }): Promise<RepriceRun> {
  const run = await getRepriceRun(sql, { id });
  const { count } = await sql`
    update reprice_run set cancelled_by = coalesce(cancelled_by, ${actor}) where id = ${id} and state = 'running'`;
  if (count === 0)
    throw new AppError(
      "CONFLICT",
      t(
        "Re-price {id} has ended already: it is {state, select, done {done} failed {failed} cancelled {cancelled} other {{state}}}",
        { id, state: run.state },
      ),
    );
  return getRepriceRun(sql, { id });
}

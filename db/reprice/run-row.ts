import type { ISql } from "postgres";
import { z } from "zod";
import { type RepriceRun, repriceRunSchema } from "@/lib/contract/reprice";
import { sumsOf } from "./reprice-difference";

const count = z.coerce.number();
const rowSchema = z.object({
  ...repriceRunSchema.omit({ result: true, is_cancelling: true, skipped: true }).shape,
  created_at: z.coerce.date().transform((at) => at.toISOString()),
  ended_at: z.coerce
    .date()
    .nullable()
    .transform((at) => at?.toISOString() ?? null),
  attempts: count,
  changed: count,
  newly_priced: count,
  became_unpriced: count,
  skipped: count,
  former_pico: z.coerce.bigint(),
  new_pico: z.coerce.bigint(),
});

/** Which runs are selected, the newest first: the one of a number, or so many. */
type Selected = { id: number } | { limit: number };

/** Runs as they are answered, for a transaction of the driver. */
export async function selectRuns(sql: ISql, selected: Selected): Promise<RepriceRun[]> {
  return toRuns([...(await sql.unsafe(runsStatement(selected)))]);
}

/** The statement whose rows toRuns takes; a number in it is one of ours or was parsed as one. */
export function runsStatement(selected: Selected): string {
  const which = "id" in selected ? `where r.id = ${Math.trunc(selected.id)}` : "";
  const limit = "limit" in selected ? Math.trunc(selected.limit) : 1;
  return `select r.id, r.undoes, (select max(u.id) from reprice_run u where u.undoes = r.id and u.state in ('running', 'done')) as undone_by,
       r.state, r.request, r.reason, r.created_at, r.created_by, r.ended_at, r.cancelled_by, r.error,
       coalesce(cardinality(r.days), 0) as days, d.days_done,
       d.attempts, d.changed, d.newly_priced, d.became_unpriced, d.skipped, d.former_pico, d.new_pico
     from reprice_run r cross join lateral (
       select count(*)::int as days_done, coalesce(sum(attempts), 0)::text as attempts, coalesce(sum(changed), 0)::text as changed,
         coalesce(sum(newly_priced), 0)::text as newly_priced, coalesce(sum(became_unpriced), 0)::text as became_unpriced,
         coalesce(sum(skipped), 0)::text as skipped, coalesce(sum(former_pico), 0)::text as former_pico,
         coalesce(sum(new_pico), 0)::text as new_pico
       from reprice_day where run_id = r.id) d
     ${which} order by r.id desc limit ${limit}`;
}

export function toRuns(rows: readonly object[]): RepriceRun[] {
  return z.array(rowSchema).parse(rows).map(toRun);
}

function toRun(row: z.output<typeof rowSchema>): RepriceRun {
  const { attempts, changed, newly_priced, became_unpriced, former_pico, new_pico, ...run } = row;
  return {
    ...run,
    is_cancelling: run.state === "running" && run.cancelled_by !== null,
    result: sumsOf({
      ...{ attempts, changed, newlyPriced: newly_priced, becameUnpriced: became_unpriced },
      // Of a run no more is stored of those that had no cost.
      ...{ formerUnpriced: newly_priced, formerPico: former_pico, newPico: new_pico },
    }),
  };
}

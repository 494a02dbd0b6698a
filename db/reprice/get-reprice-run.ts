import type { ISql } from "postgres";
import { z } from "zod";
import { AppError } from "@/lib/contract/error";
import { type RepriceDifference, type RepriceRun, repriceDifferenceSchema } from "@/lib/contract/reprice";
import { sumsOf } from "./reprice-difference";
import { selectRuns } from "./run-row";

/** A run; NOT_FOUND where there is none of that number. */
export async function getRepriceRun(sql: ISql, { id }: { id: number }): Promise<RepriceRun> {
  const [run] = await selectRuns(sql, { ids: [id], limit: 1 });
  if (!run) throw new AppError("NOT_FOUND", `There is no re-price ${id}`);
  return run;
}

const count = z.coerce.number();
const daySchema = z.object({
  day: z.string(),
  attempts: count,
  changed: count,
  newly_priced: count,
  became_unpriced: count,
  skipped: count,
  former_pico: z.coerce.bigint(),
  new_pico: z.coerce.bigint(),
  done_at: z.coerce.date(),
});
type Day = ReturnType<typeof sumsOf> & { day: string; skipped: number; done_at: string };

/** The same with each day it has done, and what was shown before it. */
export async function getRepriceDetail(
  sql: ISql,
  { id }: { id: number },
): Promise<RepriceRun & { by_day: Day[]; difference: RepriceDifference | null }> {
  const run = await getRepriceRun(sql, { id });
  const days = await sql`
    select day::text, attempts, changed, newly_priced, became_unpriced, skipped, former_pico::text, new_pico::text, done_at
    from reprice_day where run_id = ${id} order by day`;
  const [shown] = await sql<{ difference: unknown }[]>`select difference from reprice_run where id = ${id}`;
  return {
    ...run,
    by_day: z
      .array(daySchema)
      .parse([...days])
      .map(toDay),
    difference: repriceDifferenceSchema.nullable().parse(shown?.difference ?? null),
  };
}

function toDay({ day, skipped, done_at, ...row }: z.output<typeof daySchema>): Day {
  const sums = sumsOf({
    ...{
      attempts: row.attempts,
      changed: row.changed,
      newlyPriced: row.newly_priced,
      becameUnpriced: row.became_unpriced,
    },
    ...{ formerPico: row.former_pico, newPico: row.new_pico },
  });
  return { day, skipped, done_at: done_at.toISOString(), ...sums };
}

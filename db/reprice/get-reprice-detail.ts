import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { selectRows } from "@/db/select-rows";
import { AppError } from "@/lib/contract/error";
import { type RepriceDifference, type RepriceRun, repriceDifferenceSchema } from "@/lib/contract/reprice";
import { t } from "@/lib/messages/translate";
import { sumsOf } from "./reprice-difference";
import { runsStatement, toRuns } from "./run-row";

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
const shownSchema = z.object({ difference: repriceDifferenceSchema.nullable() });
type Day = ReturnType<typeof sumsOf> & { day: string; skipped: number; done_at: string };

/** The same with each day it has done, and what was shown before it. */
export async function getRepriceDetail(
  db: Db,
  { id }: { id: number },
): Promise<RepriceRun & { by_day: Day[]; difference: RepriceDifference | null }> {
  const [run] = toRuns([...(await db.execute(sql.raw(runsStatement({ id }))))]);
  if (!run) throw new AppError("NOT_FOUND", t("There is no re-price {id}", { id }));
  const days = await selectRows(
    db,
    sql`
    select day::text, attempts, changed, newly_priced, became_unpriced, skipped, former_pico::text, new_pico::text, done_at
    from reprice_day where run_id = ${id} order by reprice_day.day`,
    daySchema,
  );
  const [shown] = await selectRows(db, sql`select difference from reprice_run where id = ${id}`, shownSchema);
  return {
    ...run,
    by_day: days.map(toDay),
    difference: shown?.difference ?? null,
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
    ...{ formerUnpriced: row.newly_priced, formerPico: row.former_pico, newPico: row.new_pico },
  });
  return { day, skipped, done_at: done_at.toISOString(), ...sums };
}

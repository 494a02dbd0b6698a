import type { Sql } from "postgres";
import type { Db } from "@/db/client";
import { isAppError } from "@/lib/contract/error";
import { changeDay } from "./change-day";
import { endReprice } from "./end-reprice";
import { loadRepricePrices, type RepricePrices } from "./load-reprice-prices";
import { type PricedBy, refuseOtherPrices } from "./price-terms";
import { PricedSets } from "./priced-sets";
import { RepricePlaces } from "./reprice-places";
import { spanOfDay } from "./reprice-span";

/** Days changed at once: while the database changes one, the other is costed. */
const DAYS_AT_ONCE = 2;

type Running = PricedBy & {
  id: number;
  undoes: number | null;
  isCancelled: boolean;
  days: string[];
};

/** Goes on with the re-price that is running, if one is, by so many days. Says whether there is more to do. */
export async function continueReprice(
  { sql, db }: { sql: Sql; db: Db },
  { daysMax = DAYS_AT_ONCE }: { daysMax?: number } = {},
): Promise<"more" | "done"> {
  const run = await getRunning(sql);
  if (!run) return "done";
  const end = (state: "done" | "cancelled" | "failed", error: string | null = null) =>
    endReprice(sql, { id: run.id, state, error, now: new Date() });
  if (run.isCancelled) {
    await end("cancelled");
    return "done";
  }
  if (run.days.length === 0) {
    await end("done");
    return "done";
  }
  try {
    const prices = await loadRepricePrices(db);
    if (run.undoes === null) refuseOtherPrices(run, prices);
    await changeDays(sql, { ...run, days: run.days.slice(0, daysMax) }, prices);
  } catch (error) {
    // What may be read by users will not come right by itself; the rest is tried again.
    if (!isAppError(error)) throw error;
    await end("failed", error.message);
    return "done";
  }
  return "more";
}

async function changeDays(sql: Sql, run: Running, prices: RepricePrices): Promise<void> {
  const places = new RepricePlaces(sql, { filters: run.request.filters, prices });
  const sets = new PricedSets(sql);
  const knowledge = { prices, places, sets };
  const waiting = [...run.days];
  // Each goes on by itself: side by side they would wait for each other before the sums, which one changes at a time.
  const work = async () => {
    for (let day = waiting.shift(); day !== undefined; day = waiting.shift()) {
      if (await isCancelled(sql, run)) return;
      const span = spanOfDay(run.request, day);
      await changeDay(sql, { runId: run.id, undoes: run.undoes, day, ...span, ...knowledge });
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: DAYS_AT_ONCE }, work));
  for (const result of ended) if (result.status === "rejected") throw result.reason;
}

async function isCancelled(sql: Sql, { id }: Running): Promise<boolean> {
  const found = await sql`select from reprice_run where id = ${id} and cancelled_by is not null`;
  return found.length > 0;
}

/** The run that is running, with the days it has not done. */
async function getRunning(sql: Sql): Promise<Running | null> {
  const [run] = await sql<Running[]>`
    select id, undoes, request, book_digest as "bookDigest", terms, cancelled_by is not null as "isCancelled",
      array(select wanted.day from unnest(days) as wanted(day)
        where not exists (select from reprice_day d where d.run_id = r.id and d.day = wanted.day::date) order by day) as days
    from reprice_run r where state = 'running'`;
  return run ?? null;
}

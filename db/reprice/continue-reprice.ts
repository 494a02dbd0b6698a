import type { Sql } from "postgres";
import type { Db } from "@/db/client";
import { isAppError } from "@/lib/contract/error";
import type { RepriceRequest } from "@/lib/contract/reprice";
import { changeDay, pricesChanged } from "./change-day";
import { endReprice } from "./end-reprice";
import { loadRepricePrices, type RepricePrices } from "./load-reprice-prices";
import { PricedSets } from "./priced-sets";
import { RepricePlaces } from "./reprice-places";
import { spanOfDay } from "./reprice-span";

/** Days changed at once: while the database changes one, the other is costed. */
const DAYS_AT_ONCE = 2;

type Running = {
  id: number;
  undoes: number | null;
  request: RepriceRequest;
  bookDigest: string;
  isCancelled: boolean;
  days: string[];
};

/** Goes on with the re-price that is running, if one is, by a day or two. Says whether there is more to do. */
export async function continueReprice({ sql, db }: { sql: Sql; db: Db }): Promise<"more" | "done"> {
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
    if (run.undoes === null && prices.digest !== run.bookDigest) throw pricesChanged();
    await changeDays(sql, run, prices);
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
  const changed = await Promise.allSettled(
    run.days.slice(0, DAYS_AT_ONCE).map((day) => {
      const knowledge = { prices, places, sets };
      return changeDay(sql, { runId: run.id, undoes: run.undoes, day, ...spanOfDay(run.request, day), ...knowledge });
    }),
  );
  for (const result of changed) if (result.status === "rejected") throw result.reason;
}

/** The run that is running, with the days it has not done. */
async function getRunning(sql: Sql): Promise<Running | null> {
  const [run] = await sql<Running[]>`
    select id, undoes, request, book_digest as "bookDigest", cancelled_by is not null as "isCancelled",
      array(select wanted.day from unnest(days) as wanted(day)
        where not exists (select from reprice_day d where d.run_id = r.id and d.day = wanted.day::date) order by day) as days
    from reprice_run r where state = 'running'`;
  return run ?? null;
}

import { createHash } from "node:crypto";
import type { Sql } from "postgres";
import { hasAllAttempts } from "@/db/archive/has-all-attempts";
import type { Db } from "@/db/client";
import { listClosedMonths } from "@/db/months/list-closed-months";
import { lockAttempts } from "@/db/partitions/lock-attempts";
import { listRollupDays } from "@/db/rollups/list-rollup-days";
import { attemptsGone } from "@/db/rollups/rebuild-days";
import type { RepriceDifference, RepricePreview, RepriceRequest } from "@/lib/contract/reprice";
import { findChanges } from "./find-changes";
import { getLastRun } from "./get-last-run";
import { loadRepricePrices, type RepricePrices } from "./load-reprice-prices";
import { termsOf } from "./price-terms";
import { readParts } from "./read-parts";
import { repriceDifference } from "./reprice-difference";
import { RepricePlaces } from "./reprice-places";
import { daysOfRequest, refuseClosedMonths, spanOfDay } from "./reprice-span";
import { RepriceTally } from "./reprice-tally";

const PREVIEWS_MAX = 100;

/**
 * What the attempts of a range would cost by the prices of this moment, and what they cost now; nothing is changed. Kept, so
 * that just this can be applied.
 *
 * UNPROCESSABLE where the range touches a closed month, and where none of its attempts are there any more.
 */
export async function previewReprice(
  { sql, db }: { sql: Sql; db: Db },
  { request, now }: { request: RepriceRequest; now: Date },
): Promise<RepricePreview> {
  refuseClosedMonths(await listClosedMonths(sql, { from: new Date(request.from), to: new Date(request.to) }));
  const { days, gone } = await listRepriceDays(sql, request);
  if (days.length === 0 && gone.length > 0) throw attemptsGone(gone);
  const lastRun = await getLastRun(sql);
  const prices = await loadRepricePrices(db);
  const places = new RepricePlaces(sql, { filters: request.filters, prices });
  const tallyByDay = await costDays(sql, { request, days, prices, places });
  const difference = repriceDifference({ request, prices, tallyByDay, gone });
  const terms = termsOf(places.pricedNames(), prices, request);
  const token = tokenOf({ request, difference, lastRun, digest: prices.digest });
  await sql`
    insert into reprice_preview (token, created_at, request, difference, book_digest, terms, last_run)
    values (${token}, ${now.toISOString()}, ${JSON.stringify(request)}::text::jsonb, ${JSON.stringify(difference)}::text::jsonb,
      ${prices.digest}, ${JSON.stringify(terms)}::text::jsonb, ${lastRun})
    on conflict (token) do update set created_at = excluded.created_at, terms = excluded.terms`;
  await sql`
    delete from reprice_preview where token in (select token from reprice_preview order by created_at desc offset ${PREVIEWS_MAX})`;
  return { ...difference, token, request: copyOf(request) };
}

/** The days of a request that have attempts, and those whose attempts are no longer all kept. */
export async function listRepriceDays(sql: Sql, request: RepriceRequest): Promise<{ days: string[]; gone: string[] }> {
  const all = await listRollupDays(sql, daysOfRequest(request));
  const present = await Promise.all(all.map((day) => hasAllAttempts(sql, day)));
  return {
    days: all.filter((_, index) => present[index]),
    gone: all.filter((_, index) => !present[index]),
  };
}

type Costed = { request: RepriceRequest; days: readonly string[]; prices: RepricePrices; places: RepricePlaces };

function costDays(sql: Sql, { request, days, prices, places }: Costed): Promise<Map<string, RepriceTally>> {
  const read = sql.begin("read only", async (tx) => {
    await tx.unsafe("set local jit = off; set local work_mem = '64MB'; set local max_parallel_workers_per_gather = 0");
    await lockAttempts(tx);
    const sets = await places.askedSets();
    const tallyByDay = new Map<string, RepriceTally>();
    for (const day of days) {
      const { fromUs, toUs } = spanOfDay(request, day);
      const tally = new RepriceTally();
      tallyByDay.set(day, tally);
      for await (const { stored } of readParts(tx, { fromUs, toUs, sets })) {
        await places.learn(stored.setId, stored.labelSet);
        findChanges(stored, { prices, places, tally });
      }
    }
    return tallyByDay;
  });
  // The driver unwraps arrays of promises in its type; ours returns none.
  return read as Promise<Map<string, RepriceTally>>;
}

type Token = { request: RepriceRequest; difference: RepriceDifference; lastRun: number; digest: string };

function tokenOf(shown: Token): string {
  return createHash("sha256").update(JSON.stringify(shown)).digest("base64url");
}

function copyOf({ from, to, filters }: RepriceRequest): RepricePreview["request"] {
  const copied = Object.entries(filters).map(([name, values]) => [name, [...values]]);
  return { from, to, filters: Object.fromEntries(copied) };
}

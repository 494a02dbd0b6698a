import { isDeepStrictEqual } from "node:util";
import type { Sql, TransactionSql } from "postgres";
import { LOCKS } from "@/db/advisory-locks";
import { hasAllAttempts } from "@/db/archive/has-all-attempts";
import { listClosedMonths } from "@/db/months/list-closed-months";
import { attemptsGone } from "@/db/rollups/rebuild-days";
import { theRow } from "@/db/the-row";
import { AppError, isAppError } from "@/lib/contract/error";
import type { RepriceRequest, RepriceRun } from "@/lib/contract/reprice";
import { t } from "@/lib/messages/translate";
import { getLastRun } from "./get-last-run";
import { getRepriceRun } from "./get-reprice-run";
import type { RepricePrices } from "./load-reprice-prices";
import { listRepriceDays } from "./preview-reprice";
import { type PricedBy, refuseOtherPrices } from "./price-terms";
import { refuseClosedMonths } from "./reprice-span";

export type BeginReprice = {
  /** Must be what the difference was of. */
  request: RepriceRequest;
  token: string;
  reason: string;
  actor: string;
  now: Date;
  /** Those of this moment. */
  prices: Pick<RepricePrices, "book" | "digest">;
};

/**
 * Begins to apply a difference that was shown; whoever leads then changes day after day. Null where it is no longer what
 * would be changed: prices that it goes by were set or another re-price was begun since, or nobody was shown it.
 *
 * CONFLICT while another one runs, naming who is at it; UNPROCESSABLE over a closed month.
 */
export async function beginReprice(sql: Sql, input: BeginReprice): Promise<RepriceRun | null> {
  const { request, token, reason, actor, now, prices } = input;
  const [shown] = await sql<Shown[]>`
    select request, book_digest as "bookDigest", terms, last_run from reprice_preview where token = ${token}`;
  const { days } = await listRepriceDays(sql, request);
  const begun = await sql.begin(async (tx) => {
    await beginRun(tx, request);
    if (
      !shown ||
      !isDeepStrictEqual(shown.request, request) ||
      goesByOthers(shown, prices) ||
      shown.last_run !== (await getLastRun(tx))
    )
      return null;
    const { id } = theRow(
      await tx<{ id: number }[]>`
        insert into reprice_run (state, request, difference, book_digest, terms, reason, created_at, created_by, days)
        select 'running', request, difference, book_digest, terms, ${reason}, ${now.toISOString()}, ${actor}, ${days}::text[]
        from reprice_preview where token = ${token} returning id`,
    );
    const run = await getRepriceRun(tx, { id });
    await auditRun(tx, { action: "reprice.apply", actor, run, now });
    return run;
  });
  return begun;
}

type Shown = PricedBy & { last_run: number };

function goesByOthers(shown: PricedBy, prices: BeginReprice["prices"]): boolean {
  try {
    refuseOtherPrices(shown, prices);
    return false;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return true;
  }
}

/**
 * Begins to put back what attempts cost before a run, of the days whose attempts are all kept. CONFLICT while one runs, or
 * where it is undone already; UNPROCESSABLE over a closed month, and where no day is kept.
 */
export async function beginUndo(
  sql: Sql,
  { id, reason, actor, now, prices }: Omit<BeginReprice, "token" | "request"> & { id: number },
): Promise<RepriceRun> {
  const run = await sql.begin(async (tx) => {
    const undone = await getRepriceRun(tx, { id });
    await beginRun(tx, undone.request);
    if (undone.undone_by !== null)
      throw new AppError("CONFLICT", t("Re-price {id} undoes it already", { id: undone.undone_by }));
    const days = await listUndoneDays(tx, id);
    const begun = theRow(
      await tx<{ id: number }[]>`
        insert into reprice_run (undoes, state, request, book_digest, reason, created_at, created_by, days)
        select ${id}, 'running', request, ${prices.digest}, ${reason}, ${now.toISOString()}, ${actor}, ${days}::text[]
        from reprice_run where id = ${id} returning id`,
    );
    const started = await getRepriceRun(tx, { id: begun.id });
    await auditRun(tx, { action: "reprice.undo", actor, run: started, now });
    return started;
  });
  return run;
}

async function listUndoneDays(tx: TransactionSql, id: number): Promise<string[]> {
  const rows = await tx<{ day: string; known: boolean }[]>`
    select day::text, exists(select from reprice_former f where f.run_id = d.run_id and f.day = d.day) as known
    from reprice_day d where run_id = ${id} and changed > 0 order by d.day`;
  const changed = rows.map(({ day }) => day);
  const present = await Promise.all(changed.map((day) => hasAllAttempts(tx, day)));
  // What a day's attempts cost before may be forgotten by the time it is read back from its file.
  const days = changed.filter((_, index) => present[index] && rows[index]?.known);
  if (days.length === 0 && changed.length > 0) throw attemptsGone(changed);
  return days;
}

async function beginRun(tx: TransactionSql, { from, to }: RepriceRequest): Promise<void> {
  await tx.unsafe(`select pg_advisory_xact_lock(${LOCKS.reprice}), pg_advisory_xact_lock_shared(${LOCKS.monthClose})`);
  const [running] = await tx<{ created_by: string; created_at: Date }[]>`
    select created_by, created_at from reprice_run where state = 'running'`;
  if (running) {
    const since = new Date(running.created_at).toISOString();
    throw new AppError(
      "CONFLICT",
      t("{user} has been applying another re-price since {since}", { user: running.created_by, since }),
    );
  }
  refuseClosedMonths(await listClosedMonths(tx, { from: new Date(from), to: new Date(to) }));
}

type Audited = { action: string; actor: string; run: RepriceRun; now: Date };

/** Notes what became of a run, in the transaction in which it did. */
export async function auditRun(tx: TransactionSql, { action, actor, run, now }: Audited): Promise<void> {
  const { id, undoes, request, reason, state, days, days_done, result, error } = run;
  const after = JSON.stringify({ undoes, request, reason, state, days, days_done, result, error });
  await tx`
    insert into audit_entry (at, actor, action, subject, after)
    values (${now.toISOString()}, ${actor}, ${action}, ${`re-price ${id}`}, ${after}::text::jsonb)`;
}

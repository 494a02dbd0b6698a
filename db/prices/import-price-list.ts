import { inArray, sql } from "drizzle-orm";
import { LOCKS } from "@/db/advisory-locks";
import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { price } from "@/db/schema/prices";
import { AppError, type ErrorFields } from "@/lib/contract/error";
import { type ImportDiff, type ImportRow, MAX_IMPORTED_ROWS, type MissingPrice } from "@/lib/contract/price-import";
import type { DiffedQuote } from "@/lib/domain/price-import/diff-quotes";
import type { NewPrice } from "@/lib/domain/pricing/price-book";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { t } from "@/lib/messages/translate";
import { type DiffedList, diffPriceList, type ListImport } from "./diff-price-list";
import { insertPrices } from "./insert-prices";

/** `stale`: the prices have changed since the difference that was looked at; nothing is stored. */
export type ImportedList = { status: "stored" | "stale"; diff: ImportDiff };

const MAX_FIELDS = 100;
// Each row has some forty parameters, of which a statement may have 65,535.
const CHUNK = 1_000;

/**
 * Stores what a price list changes, all of it or nothing. Each version that it follows ends where the new one begins, and so does
 * each that the list does not have and the user has named.
 *
 * UNPROCESSABLE by row and field for what is refused and not left out, for what must be confirmed and is not, and for too
 * many changes. Of two who import at once one is first, and the other's difference is stale.
 */
export function importPriceList(
  db: Db,
  { actor, sha256, ...list }: ListImport & { actor: string; sha256: string },
): Promise<ImportedList> {
  return db.transaction(async (tx): Promise<ImportedList> => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.prices})`);
    const diffed = await diffPriceList(tx, list);
    const { input, now } = list;
    if (input.state !== diffed.diff.state) return { status: "stale", diff: diffed.diff };
    refuseRows(diffed.diff);
    const ended = [...new Set(input.end_missing)];
    refuseEnds(diffed.missing, ended);
    const chosen = chooseRows(diffed, new Set(input.leave_out));
    if (chosen.length === 0 && ended.length === 0) return { status: "stored", diff: diffed.diff };

    const closed = await closeVersions(tx, chosen);
    await endVersions(tx, ended, diffed.diff.valid_from);
    const reason = input.reason ?? `Import of ${input.file_name ?? input.format}`;
    const ids = await insertAll(
      tx,
      chosen.map((row) => toNewPrice(row, { actor, reason })),
    );
    const counts = { ...diffed.diff.counts, stored: ids.length, closed, ended: ended.length };
    const { format, scope, providers = null, file_name = null } = input;
    const after = {
      format,
      file_name,
      sha256,
      scope,
      providers,
      valid_from: diffed.diff.valid_from,
      counts,
      ids,
      ended,
    };
    await recordAudit(tx, { actor, action: "price.import", subject: file_name ?? format, after, now });
    return { status: "stored", diff: { ...diffed.diff, applied: true, counts } };
  });
}

function refuseRows({ rows, unlisted, counts }: ImportDiff): void {
  const changes = counts.added + counts.changed + counts.refused + counts.placeholder;
  if (unlisted > 0 && changes > MAX_IMPORTED_ROWS) {
    const message = t("Has {changes} changes, and at most {most} are imported at once: choose providers", {
      changes,
      most: MAX_IMPORTED_ROWS,
    });
    throw new AppError("UNPROCESSABLE", message, { fields: { providers: [message] } });
  }
  const fields: ErrorFields = Object.create(null);
  for (const { row, field, message } of rows.filter((row) => !row.is_left_out).flatMap(problemsOf)) {
    const name = `rows.${row}.${field}`;
    if (Object.keys(fields).length < MAX_FIELDS) fields[name] = [...(fields[name] ?? []), message];
  }
  const [first] = Object.entries(fields);
  if (!first) return;
  throw new AppError(
    "UNPROCESSABLE",
    t("Nothing was imported: {why}", { why: `${first[0]}: ${first[1].join(", ")}` }),
    { fields },
  );
}

/** UNPROCESSABLE for what the list has, or what must not be ended by it. */
function refuseEnds(missing: readonly MissingPrice[], ended: readonly number[]): void {
  const known = new Map(missing.map((price) => [price.id, price]));
  const messages = ended.flatMap((id) => {
    const price = known.get(id);
    const why = price ? price.stays_because : t("It is not among the prices that the list does not have");
    return why === null ? [] : [t("Version {id}: {why}", { id, why })];
  });
  const [first] = messages;
  if (first === undefined) return;
  throw new AppError("UNPROCESSABLE", t("Nothing was imported: {why}", { why: first }), {
    fields: { end_missing: messages.slice(0, MAX_FIELDS) },
  });
}

function problemsOf({ row, refusals, warnings, is_confirmed, kind }: ImportRow) {
  const refused = refusals.map(({ field, message }) => ({
    row,
    field,
    message: t("{why}; or leave the row out", { why: message }),
  }));
  const isOpen = !is_confirmed && (kind === "added" || kind === "changed");
  const open = warnings.filter(({ must_confirm }) => isOpen && must_confirm);
  return [
    ...refused,
    ...open.map(({ field, message }) => ({
      row,
      field,
      message: t("{why}: confirm the row, or leave it out", { why: message }),
    })),
  ];
}

function chooseRows({ quotes }: DiffedList, leftOut: ReadonlySet<string>): DiffedQuote[] {
  return quotes.filter(({ quote, kind }) => (kind === "added" || kind === "changed") && !leftOut.has(quote.row));
}

/** Ends each version where the first of those that follow it begins. */
async function closeVersions(db: Db, rows: readonly DiffedQuote[]): Promise<number> {
  const ends = new Map<number, number>();
  for (const { closes, startsAt } of rows) {
    for (const { id } of closes) ends.set(Number(id), Math.min(startsAt, ends.get(Number(id)) ?? startsAt));
  }
  for (const end of new Set(ends.values())) {
    const ids = [...ends].filter(([, at]) => at === end).map(([id]) => id);
    await db
      .update(price)
      .set({ validTo: formatInstantUs(end) })
      .where(inArray(price.id, ids));
  }
  return ends.size;
}

async function endVersions(db: Db, ids: readonly number[], at: string): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(price)
    .set({ validTo: at })
    .where(inArray(price.id, [...ids]));
}

async function insertAll(db: Db, prices: readonly NewPrice[]): Promise<number[]> {
  const ids: number[] = [];
  for (let from = 0; from < prices.length; from += CHUNK) {
    ids.push(...(await insertPrices(db, prices.slice(from, from + CHUNK))));
  }
  if (ids.length !== prices.length) throw new AppError("CONFLICT", t("Some of these versions are stored already"));
  return ids;
}

function toNewPrice({ quote, startsAt }: DiffedQuote, { actor, reason }: { actor: string; reason: string }): NewPrice {
  const { row: _, notImported: __, ...terms } = quote;
  return { ...terms, validFrom: startsAt, createdBy: actor, reason };
}

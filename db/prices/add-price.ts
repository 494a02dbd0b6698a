import { inArray, sql } from "drizzle-orm";
import { LOCKS } from "@/db/advisory-locks";
import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { price } from "@/db/schema/prices";
import { theRow } from "@/db/the-row";
import { AppError } from "@/lib/contract/error";
import { priceWarnings } from "@/lib/contract/price-warnings";
import type { NewPriceInput, PriceVersion, PriceWarning } from "@/lib/contract/prices";
import type { NewPrice } from "@/lib/domain/pricing/price-book";
import { findOverlap, isBeside, isSameCalendar } from "@/lib/domain/pricing/price-conflict";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { t } from "@/lib/messages/translate";
import { findRate } from "./find-rate";
import { insertPrices } from "./insert-prices";
import { listPrices } from "./list-prices";
import { toNewPrice, toPriceVersion } from "./price-version";
import type { StoredPrice } from "./stored-price";

export type AddedPrice = { price: PriceVersion; closed: number[]; warnings: PriceWarning[] };

/**
 * Stores a new version of a price and ends the one under the same conditions where it begins.
 *
 * UNPROCESSABLE by field for what cannot be: a version that begins later, a calendar that shares hours with another, a
 * currency without a rate; and for warnings that must be confirmed and are not. PRECONDITION_FAILED where the version it
 * follows is not the one that the editor saw, CONFLICT where somebody stored it first.
 */
export function addPrice(
  db: Db,
  { input, actor, now }: { input: NewPriceInput; actor: string; now: Date },
): Promise<AddedPrice> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.prices})`);
    const terms = toNewPrice(input, actor);
    const others = (await listPrices(tx, terms)).filter((other) => isBeside(other, terms));
    const same = others.filter((other) => isSameCalendar(other, terms));
    refuseUnseen(same, input.expected_version);
    refuseLater(same, terms);
    refuseOverlap(others, terms);
    const perUsd = await findRate(tx, terms);

    const open = same.filter(({ validTo }) => validTo === null);
    const warnings = priceWarnings(terms, { before: open.at(-1) ?? null, perUsd, now: now.getTime() * 1_000 });
    refuseUnconfirmed(warnings, input.confirm);

    const closed = open.map(({ id }) => Number(id));
    if (closed.length > 0) {
      await tx
        .update(price)
        .set({ validTo: formatInstantUs(terms.validFrom) })
        .where(inArray(price.id, closed));
    }
    const [id] = await insertPrices(tx, [terms]);
    if (id === undefined) throw new AppError("CONFLICT", t("This version is stored already"));
    const stored = toPriceVersion(theRow((await listPrices(tx, terms)).filter((row) => row.id === String(id))));
    const subject = `${terms.provider}/${terms.model}`;
    await recordAudit(tx, { actor, action: "price.add", subject, before: { closed }, after: stored, now });
    return { price: stored, closed, warnings };
  });
}

function refuseUnseen(same: readonly StoredPrice[], expected: NewPriceInput["expected_version"]): void {
  if (expected === undefined) return;
  const open = same.filter(({ validTo }) => validTo === null).at(-1);
  if ((open?.id ?? null) === (expected === null ? null : String(expected))) return;
  const message = open
    ? t("{user} stored version {id} under these conditions since", { user: open.createdBy ?? open.source, id: open.id })
    : t("Version {id} is not open any more", { id: String(expected) });
  throw new AppError("PRECONDITION_FAILED", message, { fields: { expected_version: [message] } });
}

function refuseLater(same: readonly StoredPrice[], { validFrom }: NewPrice): void {
  const later = same.find((other) => other.validFrom >= validFrom || other.validTo !== null);
  if (!later) return;
  const [id, from] = [later.id, formatInstantUs(later.validFrom)];
  const message =
    later.validTo === null
      ? t("Version {id} is valid from {from}: begin after it", { id, from })
      : t("Version {id} is valid from {from} to {to}: begin after it", {
          id,
          from,
          to: formatInstantUs(later.validTo),
        });
  throw new AppError("UNPROCESSABLE", message, { fields: { valid_from: [message] } });
}

function refuseOverlap(others: readonly StoredPrice[], terms: NewPrice): void {
  const found = findOverlap(others, terms);
  if (!found) return;
  const message = t("Shares hours with version {id}, so that which of them counts would be left to chance", {
    id: found.id,
  });
  throw new AppError("UNPROCESSABLE", message, { fields: { calendar: [message] } });
}

function refuseUnconfirmed(warnings: readonly PriceWarning[], confirmed: readonly string[]): void {
  const open = warnings.filter(({ must_confirm, code }) => must_confirm && !confirmed.includes(code));
  if (open.length === 0) return;
  const fields: Record<string, string[]> = {};
  for (const { field, code, message } of open) {
    fields[field] = [
      ...(fields[field] ?? []),
      t('{warning}; if it is meant, send "{code}" in confirm', { warning: message, code }),
    ];
  }
  throw new AppError("UNPROCESSABLE", t("Looks like a slip: confirm what is meant"), { fields });
}

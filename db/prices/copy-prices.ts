import { sql } from "drizzle-orm";
import { LOCKS } from "@/db/advisory-locks";
import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { AppError } from "@/lib/contract/error";
import type { PriceCopy, PriceVersion } from "@/lib/contract/prices";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { t } from "@/lib/messages/translate";
import { insertPrices } from "./insert-prices";
import { listPrices } from "./list-prices";
import { toPriceVersion } from "./price-version";
import type { StoredPrice } from "./stored-price";

/**
 * Prices a pair that nobody prices as another: the other's versions, from an instant on, under the pair's name.
 *
 * What the other costs later is not followed. UNPROCESSABLE by field where the other has no price then, or the pair has one;
 * then nothing is stored.
 */
export function copyPrices(
  db: Db,
  { input, actor, now }: { input: PriceCopy; actor: string; now: Date },
): Promise<PriceVersion[]> {
  const { from, to, valid_from: validFrom, reason } = input;
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.prices})`);
    const [origin, taken] = [await listPrices(tx, from), await listPrices(tx, to)];
    const [first] = taken.filter((price) => isValidSince(price, validFrom));
    if (first)
      throw refused(
        "to",
        t("Has a price already, valid from {time}: edit that one", { time: formatInstantUs(first.validFrom) }),
      );
    const versions = origin.filter((price) => isValidSince(price, validFrom));
    if (versions.length === 0) throw refused("from", t("Has no price then"));
    const name = `${from.provider}/${from.model}`;
    const ids = await insertPrices(
      tx,
      versions.map((price) => ({
        ...price,
        ...to,
        validFrom: Math.max(price.validFrom, validFrom),
        source: `as ${name}, version ${price.id}`.slice(0, 200),
        sourceNote: [price.source, price.sourceNote].filter(Boolean).join(": ").slice(0, 1_000),
        ...{ createdBy: actor, reason },
      })),
    );
    const known = new Set(ids.map(String));
    const stored = (await listPrices(tx, to)).filter(({ id }) => known.has(id)).map(toPriceVersion);
    await recordAudit(tx, {
      ...{ actor, now, action: "price.copy", subject: `${to.provider}/${to.model}` },
      after: { from: name, prices: stored },
    });
    return stored;
  });
}

function isValidSince({ validTo }: StoredPrice, atUs: number): boolean {
  return validTo === null || validTo > atUs;
}

function refused(field: string, message: string): AppError {
  return new AppError("UNPROCESSABLE", message, { fields: { [field]: [message] } });
}

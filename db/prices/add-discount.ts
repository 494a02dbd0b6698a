import { sql } from "drizzle-orm";
import { LOCKS } from "@/db/advisory-locks";
import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { priceDiscount } from "@/db/schema/discounts";
import { theRow } from "@/db/the-row";
import type { Discount, NewDiscount } from "@/lib/contract/discounts";
import { AppError } from "@/lib/contract/error";
import { rulesCollide } from "@/lib/domain/pricing/discount-rule";
import { t } from "@/lib/messages/translate";
import { type StoredDiscount, toDiscount, toDiscountRow } from "./discount-row";
import { inPrices, listDiscounts } from "./list-discounts";
import { numberDiscountedPrices } from "./number-discounted-prices";

/** Each is asked of every price when a price book is made. */
const DISCOUNTS_MAX = 500;

/**
 * Stores a discount. What costs already stored stays as it is, also where the discount begins in the past.
 *
 * UNPROCESSABLE by field where another one takes its part of the same prices at the same place.
 */
export function addDiscount(
  db: Db,
  { input, actor, now }: { input: NewDiscount; actor: string; now: Date },
): Promise<Discount> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.prices})`);
    const others = await listDiscounts(tx);
    if (others.length >= DISCOUNTS_MAX) {
      throw new AppError(
        "UNPROCESSABLE",
        t("There are {n} discounts, and no more than that are allowed", { n: others.length }),
      );
    }
    if (input.commit?.applies !== "after") refuseCollision(inPrices(others), input);
    const { id } = theRow(
      await tx.insert(priceDiscount).values(toDiscountRow(input, { actor, now })).returning({ id: priceDiscount.id }),
    );
    await numberDiscountedPrices(tx);
    const stored = toDiscount(theRow((await listDiscounts(tx)).filter((row) => row.id === id)));
    await recordAudit(tx, { actor, action: "discount.add", subject: stored.name, after: stored, now });
    return stored;
  });
}

function refuseCollision(others: readonly StoredDiscount[], input: NewDiscount): void {
  const rule = {
    ...{ provider: input.provider, models: input.models, buckets: input.buckets, position: input.position },
    ...{ offPpm: input.percent, validFrom: input.valid_from, validTo: input.valid_to ?? null },
  };
  const found = others.find((other) => rulesCollide(other, rule));
  if (!found) return;
  const message = t(
    "Discount {id} ({name}) takes its part of the same prices at the same position: give another one, or end it first",
    { id: found.id, name: found.name },
  );
  throw new AppError("UNPROCESSABLE", message, { fields: { position: [message] } });
}

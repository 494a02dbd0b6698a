import { eq, sql } from "drizzle-orm";
import { LOCKS } from "@/db/advisory-locks";
import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { priceDiscount } from "@/db/schema/discounts";
import type { Discount, End } from "@/lib/contract/discounts";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { toDiscount } from "./discount-row";
import { listDiscounts } from "./list-discounts";
import { numberDiscountedPrices } from "./number-discounted-prices";
import { refuseEnd } from "./refuse-end";

type EndInput = { id: number; end: End; actor: string; now: Date };

/** Ends a discount. NOT_FOUND; CONFLICT where it has an end; UNPROCESSABLE where it would end before it begins. */
export function endDiscount(db: Db, { id, end, actor, now }: EndInput): Promise<Discount> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.prices})`);
    const open = refuseEnd(
      (await listDiscounts(tx)).find((row) => row.id === id),
      end,
    );
    const validTo = formatInstantUs(end.valid_to);
    await tx.update(priceDiscount).set({ validTo }).where(eq(priceDiscount.id, id));
    await numberDiscountedPrices(tx);
    const after = { ...toDiscount(open), valid_to: validTo };
    const audited = { ...after, ended_because: end.reason };
    await recordAudit(tx, {
      ...{ actor, action: "discount.end", subject: open.name, before: toDiscount(open), after: audited, now },
    });
    return after;
  });
}

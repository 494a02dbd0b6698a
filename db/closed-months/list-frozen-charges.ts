import { asc, eq } from "drizzle-orm";
import type { Db } from "../client";
import { monthCloseCharges } from "../schema/month-close";
import { type FrozenCharge, frozenChargeSchema } from "./frozen-charge";

/** What a closed month charges beside its rows, or whatever closed months charge of what one month cost; in a lasting order. */
export async function listFrozenCharges(db: Db, asked: { in: string } | { of: string }): Promise<FrozenCharge[]> {
  const { month, place, ofMonth, charge } = monthCloseCharges;
  const rows = await db
    .select({ charge })
    .from(monthCloseCharges)
    .where("in" in asked ? eq(month, asked.in) : eq(ofMonth, asked.of))
    .orderBy(asc(month), asc(place));
  return rows.map((row) => frozenChargeSchema.parse(JSON.parse(row.charge)));
}

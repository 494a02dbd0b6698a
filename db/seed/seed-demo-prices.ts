import { isNotNull } from "drizzle-orm";
import { addCapacity } from "@/db/capacity/add-capacity";
import { changeCatalogueModel } from "@/db/catalogue/change-catalogue-model";
import type { Db } from "@/db/client";
import { addDiscount } from "@/db/prices/add-discount";
import { addPrice } from "@/db/prices/add-price";
import { price } from "@/db/schema/prices";
import { newCapacitySchema } from "@/lib/contract/capacity";
import { changeCatalogueModelOperation } from "@/lib/contract/catalogue";
import { newDiscountSchema } from "@/lib/contract/discounts";
import { newPriceSchema } from "@/lib/contract/prices";
import { DEMO_FINANCE_EMAIL } from "@/lib/domain/access/demo-users";
import { calendarMonth } from "@/lib/domain/time/calendar-window";
import { DAY_MS } from "@/lib/domain/time/units";

const RETIRES_IN_DAYS = 45;

const PRICES = [
  {
    ...{ provider: "global-apis", model: "kimi-k2.5", rates: { input: "0.66", cached_input: "0.11", output: "3.30" } },
    ...{ source: "Provider's notice", reason: "List prices rise by 10 %" },
  },
  {
    ...{ provider: "global-apis", model: "deepseek-r1", standing: "contract" },
    ...{ rates: { input: "0.50", cached_input: "0.125", output: "2.25" } },
    ...{ source: "Contract", reason: "Agreed for a year" },
  },
];

/**
 * What the demo's finance user agreed: from this month on a dearer list price, a contract and a discount, and capacity
 * since the month before; and a model that a provider is going to end. Goes before the traffic, which is priced by it. Does nothing where a user has set a price.
 */
export async function seedDemoPrices(db: Db, { now }: { now: Date }): Promise<void> {
  const [known] = await db.select({ id: price.id }).from(price).where(isNotNull(price.createdBy)).limit(1);
  if (known) return;
  const actor = DEMO_FINANCE_EMAIL;
  const valid_from = calendarMonth(now.getTime(), "UTC").from.toISOString();
  for (const terms of PRICES) {
    await addPrice(db, { input: newPriceSchema.parse({ ...terms, valid_from }), actor, now });
  }
  const discount = { name: "Volume discount", provider: "zhipuai", percent: 12, reason: "Agreed in the yearly review" };
  await addDiscount(db, { input: newDiscountSchema.parse({ ...discount, valid_from }), actor, now });
  const capacity = newCapacitySchema.parse({
    ...{ name: "Reserved GPT-4o", provider: "openai", models: ["gpt-4o"], kind: "ptu_hour", units: 1, amount: "0.05" },
    ...{ tokens_per_unit: 40_000, reason: "Tried for a quarter" },
    valid_from: calendarMonth(now.getTime(), "UTC", -1).from.toISOString(),
  });
  await addCapacity(db, { input: capacity, actor, now });
  const change = changeCatalogueModelOperation.body.parse({
    ...{ provider: "global-apis", model: "qwen3-32b", replaced_by: "qwen3.6-35b", reason: "Announced to customers" },
    retires_on: new Date(now.getTime() + RETIRES_IN_DAYS * DAY_MS).toISOString().slice(0, 10),
  });
  await changeCatalogueModel(db, { change, baseVersion: 0, actor, now });
}

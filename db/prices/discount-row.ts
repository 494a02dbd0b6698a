import { z } from "zod";
import type { priceDiscount } from "@/db/schema/discounts";
import { COMMIT_APPLIES, COMMIT_PERIODS, type Discount, type NewDiscount } from "@/lib/contract/discounts";
import { amountPico } from "@/lib/contract/price-terms";
import { DISCOUNT_BUCKETS, type DiscountRule, percentText } from "@/lib/domain/pricing/discount-rule";
import { formatUsd, formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { formatInstantUs } from "@/lib/domain/time/instant";

const epochUs = z.coerce.number().int();

/** A row of `price_discount` as it is selected. */
export const discountRowSchema = z
  .object({
    id: z.number(),
    name: z.string(),
    provider: z.string(),
    models: z.array(z.string()),
    buckets: z.array(z.enum(DISCOUNT_BUCKETS)),
    off_ppm: z.coerce.number().int(),
    position: z.number(),
    commit_amount: amountPico.nullable(),
    commit_period: z.enum(COMMIT_PERIODS).nullable(),
    applies: z.enum(COMMIT_APPLIES),
    valid_from: epochUs,
    valid_to: epochUs.nullable(),
    created_by: z.string(),
    created_at: epochUs,
    reason: z.string(),
  })
  .transform((row) => ({
    ...{ id: row.id, name: row.name, provider: row.provider, models: row.models, buckets: row.buckets },
    ...{ offPpm: row.off_ppm, position: row.position, validFrom: row.valid_from, validTo: row.valid_to },
    ...{ createdBy: row.created_by, createdAt: row.created_at, reason: row.reason },
    commit:
      row.commit_amount === null || row.commit_period === null
        ? null
        : { pico: row.commit_amount, period: row.commit_period, applies: row.applies },
  }));
export type StoredDiscount = DiscountRule & z.output<typeof discountRowSchema>;

export function toDiscountRow(input: NewDiscount, by: { actor: string; now: Date }): typeof priceDiscount.$inferInsert {
  const { name, provider, models, buckets, position, commit, reason } = input;
  return {
    ...{ name, provider, models, buckets, position, reason },
    percent: percentText(input.percent),
    commitAmount: formatUsdOrNull(commit?.amount_usd ?? null),
    commitPeriod: commit?.period ?? null,
    applies: commit?.applies ?? "all",
    validFrom: formatInstantUs(input.valid_from),
    validTo: input.valid_to == null ? null : formatInstantUs(input.valid_to),
    createdBy: by.actor,
    createdAt: by.now.toISOString(),
  };
}

/** A stored discount as answers have it. */
export function toDiscount(stored: StoredDiscount): Discount {
  const { id, name, provider, models, buckets, position, commit, reason } = stored;
  return {
    ...{ id, name, provider, position, reason, models: [...models], buckets: [...buckets] },
    percent: percentText(stored.offPpm),
    commit: commit && { amount_usd: formatUsd(commit.pico), period: commit.period, applies: commit.applies },
    valid_from: formatInstantUs(stored.validFrom),
    valid_to: stored.validTo === null ? null : formatInstantUs(stored.validTo),
    created_by: stored.createdBy,
    created_at: formatInstantUs(stored.createdAt),
  };
}

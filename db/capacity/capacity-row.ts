import { z } from "zod";
import type { capacityPrice } from "@/db/schema/capacity";
import type { Capacity, NewCapacity } from "@/lib/contract/capacity";
import { amountPico } from "@/lib/contract/price-terms";
import { CAPACITY_KINDS, type CapacityPrice } from "@/lib/domain/capacity/capacity-price";
import { PRICE_STANDINGS } from "@/lib/domain/pricing/price";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { formatInstantUs } from "@/lib/domain/time/instant";

const epochUs = z.coerce.number().int();

/** A row of `capacity_price` as it is selected. */
export const capacityRowSchema = z
  .object({
    id: z.number(),
    name: z.string(),
    provider: z.string(),
    models: z.array(z.string()),
    region: z.string().nullable(),
    kind: z.enum(CAPACITY_KINDS),
    units: z.number(),
    amount: amountPico,
    currency: z.string(),
    zone: z.string(),
    tokens_per_unit: z.coerce.number().int().nullable(),
    standing: z.enum(PRICE_STANDINGS),
    valid_from: epochUs,
    valid_to: epochUs.nullable(),
    created_by: z.string(),
    created_at: epochUs,
    reason: z.string(),
  })
  .transform((row) => ({
    ...{ id: row.id, name: row.name, provider: row.provider, models: row.models, region: row.region, kind: row.kind },
    ...{ units: row.units, amountPico: row.amount, currency: row.currency, zone: row.zone, standing: row.standing },
    ...{ tokensPerUnit: row.tokens_per_unit, validFrom: row.valid_from, validTo: row.valid_to },
    ...{ createdBy: row.created_by, createdAt: row.created_at, reason: row.reason },
  }));
export type StoredCapacity = CapacityPrice & z.output<typeof capacityRowSchema>;

export function toCapacityRow(input: NewCapacity, by: { actor: string; now: Date }): typeof capacityPrice.$inferInsert {
  const { name, provider, models, kind, units, currency, zone, standing, reason } = input;
  return {
    ...{ name, provider, models, kind, units, currency, zone, standing, reason },
    region: input.region ?? null,
    amount: formatUsd(input.amount),
    tokensPerUnit: input.tokens_per_unit ?? null,
    validFrom: formatInstantUs(input.valid_from),
    validTo: input.valid_to == null ? null : formatInstantUs(input.valid_to),
    createdBy: by.actor,
    createdAt: by.now.toISOString(),
  };
}

/** Stored capacity as answers have it. */
export function toCapacity(stored: StoredCapacity): Capacity {
  const { id, name, provider, models, region, kind, units, currency, zone, standing, reason } = stored;
  return {
    ...{ id, name, provider, region, kind, units, currency, zone, standing, reason, models: [...models] },
    amount: formatUsd(stored.amountPico),
    tokens_per_unit: stored.tokensPerUnit,
    valid_from: formatInstantUs(stored.validFrom),
    valid_to: stored.validTo === null ? null : formatInstantUs(stored.validTo),
    created_by: stored.createdBy,
    created_at: formatInstantUs(stored.createdAt),
  };
}

import { z } from "zod";
import { CAPACITY_KINDS } from "@/lib/domain/capacity/capacity-price";

const pico = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);
const capacity = z.object({
  id: z.number(),
  name: z.string(),
  provider: z.string(),
  models: z.array(z.string()).readonly(),
  region: z.string().nullable(),
  kind: z.enum(CAPACITY_KINDS),
  currency: z.string(),
});

/** A charge as its JSON in `month_close_charges`; `month` is the one whose cost it is. */
export const frozenChargeSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("stretch"),
    month: z.string(),
    capacity,
    fromMs: z.number(),
    toMs: z.number(),
    paidPico: pico.nullable(),
    tokenPico: pico,
  }),
  z.object({ kind: z.literal("model"), month: z.string(), provider: z.string(), model: z.string(), pico }),
  z.object({ kind: z.literal("capacity"), month: z.string(), capacity, paidPico: pico, tokenPico: pico }),
]);

/** What a closed month charges beside its rows: a stretch of its own capacity, or a correction of an earlier month. */
export type FrozenCharge = z.output<typeof frozenChargeSchema>;

/** The JSON of a charge. */
export function frozenChargeText(charge: FrozenCharge): string {
  return JSON.stringify(charge, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}

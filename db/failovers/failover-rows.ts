import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { failover } from "@/db/schema/breaker";
import { type FailoverEvent, failoverEventSchema } from "@/lib/contract/failovers";
import { formatInstantUs } from "@/lib/domain/time/instant";

/** A transition as the database gives it: instants in epoch µs. */
export const failoverRowSchema = z.object({
  ...failoverEventSchema.omit({ at: true, id: true }).shape,
  id: z.coerce.number().int(),
  at_us: z.coerce.number().int(),
  window_from_us: z.coerce.number().int().nullable(),
});
export type FailoverRow = z.infer<typeof failoverRowSchema>;

/** Transitions that meet a condition, in an order. */
export function selectFailovers(condition: SQL, order: SQL = sql``): SQL {
  return sql`select id::text, (extract(epoch from at) * 1000000)::bigint::text as at_us, tier, region, model,
      from_state as "from", to_state as "to", reason, n, failures, value, threshold, policy_version, source, router,
      (extract(epoch from window_from) * 1000000)::bigint::text as window_from_us
    from ${failover} where ${condition} ${order}`;
}

export function toFailoverEvent({ at_us, window_from_us: _, ...event }: FailoverRow): FailoverEvent {
  return { ...event, at: formatInstantUs(at_us) };
}

import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Filters } from "@/lib/contract/common";
import type { Unpriced } from "@/lib/contract/unpriced";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { UNPRICED_REASONS } from "@/lib/domain/unpriced";
import { answeredWindow, minuteSpan } from "../aggregates/answer-window";
import { codesOf, filterConditions } from "../aggregates/filter-sql";
import { isInRun } from "../aggregates/group-columns";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { price } from "../schema/prices";
import { selectRows } from "../select-rows";
import { retainedSpan } from "./retained-span";

export type UnpricedInput = { window: TimeWindow; filters: Filters; now: Date; retention: Retention };

const count = z.coerce.number();
const instant = z.coerce.date().transform((date) => date.toISOString());
const rowSchema = z.object({
  model: z.string(),
  provider: z.string(),
  reason: z.enum(UNPRICED_REASONS),
  attempts: count,
  tokens: count.nullable(),
  first_at: instant,
  last_at: instant,
  priced_from: instant.nullable(),
});

/**
 * The attempts of a window that have no cost, by model, provider and reason, most first.
 *
 * Counted one by one, so only as far back as single attempts are retained.
 */
export async function getUnpriced(db: Db, input: UnpricedInput): Promise<Unpriced> {
  const { window, filters, now, retention } = input;
  const counted = retainedSpan(minuteSpan(window), retention);
  const filter = filterConditions(filters, sql`a`, (name) => codesOf(name, filters[name]));
  const rows = await selectRows(
    db,
    sql`with alike as (
        select a.model_id, a.provider_id, a.price_id is not null as has_price,
          a.input_tokens is not null or a.output_tokens is not null as has_usage, count(*) as attempts,
          sum(coalesce(a.input_tokens, 0)::bigint + coalesce(a.output_tokens, 0)) as tokens,
          min(a.started_at) as first_at, max(a.started_at) as last_at
        from attempt a where ${isInRun(counted)} and a.cost_pico is null${filter} group by 1, 2, 3, 4
      ), named as (
        select m.value as model, p.value as provider, alike.*,
          (select min(valid_from) from ${price} where ${price.provider} = p.value and ${price.model} = m.value) as priced_from
        from alike join dimension m on m.id = alike.model_id join dimension p on p.id = alike.provider_id
      ), reasoned as (
        select *, case when not has_price and priced_from is null then 'no_price' when not has_price then 'before_price'
          when has_usage then 'no_rate' else 'no_usage' end as reason
        from named
      )
      select model, provider, reason, sum(attempts) as attempts, sum(tokens) filter (where has_usage) as tokens,
        min(first_at) as first_at, max(last_at) as last_at, min(priced_from) as priced_from
      from reasoned group by 1, 2, 3 order by 4 desc, 1, 2, 3`,
    rowSchema,
  );
  return {
    ...answeredWindow(minuteSpan(window), now),
    counted_from: answeredWindow(counted, now).from,
    filters,
    unpriced: rows,
    attempts: rows.reduce((sum, { attempts }) => sum + attempts, 0),
  };
}

import { sql } from "drizzle-orm";
import { z } from "zod";
import type { ChargedUsage } from "@/lib/domain/focus/usage-charge";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { UNASSIGNED } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { minuteText } from "../aggregates/sql-values";
import type { Db } from "../client";
import { IS_COVERED, MODEL_FAMILIES } from "../usage-records/covered-sql";
import { fetchRows } from "./fetch-rows";

const name = z.string().nullable();
const count = z.coerce.number().nullable();
const pico = z.coerce.bigint().nullable();
const rowSchema = z.object({
  id: z.string(),
  from_ms: z.coerce.number(),
  to_ms: z.coerce.number(),
  provider: name,
  issuer: name,
  model: name,
  team: name,
  app: name,
  key: name,
  operation: name,
  cost_pico: pico.optional(),
  amount_pico: pico.optional(),
  currency: name,
  cost_estimated: z.boolean(),
  tokens: count,
  price_id: z.number().nullable(),
  source: z.string(),
});

/** The usage records that count in spend: those of a stretch, by their middle, that no attempts cover. */
export async function* readUsageCharges(
  tx: Db,
  { from, to }: MinuteSpan,
): AsyncGenerator<ChargedUsage[], void, undefined> {
  const [first, end] = [minuteText(from), minuteText(to)];
  const names = ["provider", "issuer", "model", "team", "app", "key", "operation"].map(
    (each) => `(select value from dimension where id = r.${each}_id) as ${each}`,
  );
  const query = sql`with ${MODEL_FAMILIES}
    select r.id, date_part('epoch', r.starts_at) * 1000 as from_ms, date_part('epoch', r.ends_at) * 1000 as to_ms,
      ${sql.raw(names.join(", "))}, r.cost_pico, r.amount_pico, r.currency, r.cost_estimated,
      case when r.input_tokens is not null or r.output_tokens is not null
        then coalesce(r.input_tokens, 0) + coalesce(r.output_tokens, 0) end as tokens, r.price_id, r.source
    from usage_record r left join model_family f on f.id = r.model_id
    where r.starts_at < ${end}::timestamptz and r.starts_at > ${first}::timestamptz - interval '25 hours'
      and r.starts_at + (r.ends_at - r.starts_at) / 2 >= ${first}::timestamptz
      and r.starts_at + (r.ends_at - r.starts_at) / 2 < ${end}::timestamptz and not (${IS_COVERED})
    order by r.starts_at, r.id`;
  for await (const rows of fetchRows(tx, query, rowSchema)) yield rows.map(usageOf);
}

function usageOf(row: z.output<typeof rowSchema>): ChargedUsage {
  const provider = row.provider ?? UNASSIGNED;
  const { amount_pico: amount = null, currency } = row;
  return {
    ...{ id: row.id, fromMs: row.from_ms, toMs: row.to_ms, costPico: row.cost_pico ?? null },
    ...{ isEstimated: row.cost_estimated, tokens: row.tokens },
    priceId: row.price_id === null ? null : String(row.price_id),
    otherAmount: amount === null || currency === null ? null : `${formatUsd(amount)} ${currency}`,
    owner: {
      ...{ provider, issuer: row.issuer ?? provider, model: row.model, region: null, principal: row.key },
      tags: { app: row.app, operation: row.operation, team: row.team, key: row.key },
      source: "usage record",
    },
  };
}

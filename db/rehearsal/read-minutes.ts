import { sql } from "drizzle-orm";
import { z } from "zod";
import { OUTCOME_CODES } from "@/lib/domain/outcome";
import type { MinuteOfModel } from "@/lib/domain/rehearsal/traffic-record";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { OUTCOME_BITS } from "../backtest/attempt-piece";
import type { Db } from "../client";
import { ONLY_BUCKET } from "../schema/attempt-bucket";
import { selectRows } from "../select-rows";

export type CallsInput = { tier: string; models: readonly string[]; fromUs: number; toUs: number };

const count = z.coerce.number();
const rowSchema = z
  .object({
    minute: count,
    model: z.string(),
    is_own: z.boolean(),
    requests: count,
    tokens: count,
    busy_us: count,
    answered: count,
    answered_us: count,
  })
  .transform(({ is_own, busy_us, answered_us, ...row }): MinuteOfModel => {
    return { ...row, isOwn: is_own, busyUs: busy_us, answeredUs: answered_us };
  });

/** The rows `r` of attempts that reached some models within [fromUs, toUs), with their dimension sets `t` and `model`. */
export function callsOnModels({ tier, models, fromUs, toUs }: CallsInput) {
  return {
    isOwn: sql`t.tier_id = coalesce((select id from dimension where kind = 'tier' and value = ${tier}), -1)`,
    durationUs: sql`coalesce(r.duration_us, r.long_duration_us)`,
    outcome: sql`(r.flags & ${OUTCOME_BITS}::int)`,
    from: sql`from attempt_row r join attribution t on t.id = r.attribution_id join dimension model on model.id = t.model_id
      where r.bucket = ${ONLY_BUCKET} and r.started_at >= ${formatInstantUs(fromUs)}::timestamptz
        and r.started_at < ${formatInstantUs(toUs)}::timestamptz
        and t.model_id in (select id from dimension where kind = 'model'
          and value in (select jsonb_array_elements_text(${JSON.stringify(models)}::jsonb)))
        and (r.flags & ${OUTCOME_BITS}::int) <> ${OUTCOME_CODES.refused}::int`,
  };
}

/** What some models were asked in each minute, by the tier and by all others; without what a gateway refused before it reached them. */
export function readMinutes(db: Db, input: CallsInput): Promise<MinuteOfModel[]> {
  const { isOwn, durationUs, outcome, from } = callsOnModels(input);
  const ok = sql`filter (where ${outcome} = ${OUTCOME_CODES.ok}::int and ${durationUs} is not null)`;
  const statement = sql`select floor(extract(epoch from r.started_at) / 60)::bigint as minute, model.value as model,
      ${isOwn} as is_own, count(*) as requests, coalesce(sum(r.input_tokens::bigint + coalesce(r.output_tokens, 0)), 0) as tokens,
      coalesce(sum(${durationUs}), 0) as busy_us, count(*) ${ok} as answered, coalesce(sum(${durationUs}) ${ok}, 0) as answered_us
    ${from} group by 1, 2, 3`;
  return selectRows(db, statement, rowSchema);
}

import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import { BILLING_RULES, type BillingRule } from "@/lib/domain/pricing/cost";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { minuteText } from "../aggregates/sql-values";
import type { Db } from "../client";
import { ONLY_BUCKET } from "../schema/attempt-bucket";
import { outcomeIn } from "../schema/outcome-sql";
import { AttemptGroups, GROUP_COLUMNS, METERS } from "./attempt-groups";
import { fetchRows } from "./fetch-rows";

/** A row is one text of numbers: as columns of their own, the driver and their parsing would take most of the time. */
const rowSchema = z.object({ line: z.string() });

const chargedBy = (...rules: BillingRule[]) =>
  OUTCOMES.filter((outcome: Outcome) => rules.includes(BILLING_RULES[outcome]));
const INPUT_CHARGED = outcomeIn("outcome", chargedBy("usage", "input"));
const OUTPUT_CHARGED = outcomeIn("outcome", chargedBy("usage"));

/**
 * What the attempts of a stretch used and cost, by hour or in one, dimension set and label set, in this order.
 *
 * Parts that exceed their whole count as lib/domain/pricing counts them: uncached input is never below 0, reasoning never
 * more than output.
 */
export async function* readAttemptGroups(
  tx: Db,
  input: { span: MinuteSpan; byHour: boolean },
): AsyncGenerator<AttemptGroups, void, undefined> {
  const { span, byHour } = input;
  for await (const rows of fetchRows(tx, statement(span, byHour), rowSchema)) {
    yield new AttemptGroups(rows, input);
  }
}

function statement(span: MinuteSpan, byHour: boolean): SQL {
  const hour = byHour ? "floor(date_part('epoch', r.started_at) / 3600)::int" : "0";
  const sums = METERS.flatMap((meter) => {
    const charged = meter === "put_out" || meter === "reasoned" ? OUTPUT_CHARGED : INPUT_CHARGED;
    return [
      `coalesce(sum(${meter}) filter (where is_priced), 0) as ${meter}`,
      `coalesce(sum(${meter}) filter (where is_priced and ${charged}), 0) as charged_${meter}`,
    ];
  });
  // OFFSET 0 keeps the inner step one: merged, what a column is made of would be computed again for each sum that uses it.
  return sql`select concat_ws(',', ${sql.raw(GROUP_COLUMNS.join(", "))}) as line from (
    select hour, dimension_set_id, label_set_id, count(*)::int as attempts,
      count(*) filter (where is_priced)::int as priced,
      count(*) filter (where is_priced and is_estimated)::int as estimated, coalesce(sum(cost_pico), 0) as cost_pico,
      coalesce(sum(cost_pico) filter (where is_estimated), 0) as estimated_pico,
      ${sql.raw(sums.join(",\n"))},
      coalesce(sum(uncached + cached + written) filter (where not is_priced and ${sql.raw(INPUT_CHARGED)}), 0)
        + coalesce(sum(put_out + reasoned) filter (where not is_priced and ${sql.raw(OUTPUT_CHARGED)}), 0) as unpriced_tokens
    from (
      select ${sql.raw(hour)} as hour, r.attribution_id as dimension_set_id, r.label_set_id, r.flags & 7 as outcome, r.cost_pico,
        r.cost_pico is not null as is_priced, r.flags & 256 <> 0 as is_estimated,
        greatest(0, coalesce(r.input_tokens, 0)::bigint - coalesce(r.cached_input_tokens, 0) - coalesce(r.cache_write_tokens, 0)) as uncached,
        coalesce(r.cached_input_tokens, 0) as cached, coalesce(r.cache_write_tokens, 0) as written,
        coalesce(r.output_tokens, 0) - least(coalesce(r.reasoning_tokens, 0), coalesce(r.output_tokens, 0)) as put_out,
        least(coalesce(r.reasoning_tokens, 0), coalesce(r.output_tokens, 0)) as reasoned
      from attempt_row r
      where r.bucket = ${ONLY_BUCKET} and r.started_at >= ${instant(span.from)} and r.started_at < ${instant(span.to)}
      offset 0
    ) a
    group by 1, 2, 3
    ) grouped order by hour, dimension_set_id, label_set_id`;
}

/** Not a parameter: whoever declares a cursor with one waits for its type before anything else is sent. */
function instant(minute: number): SQL {
  return sql.raw(`'${minuteText(minute)}'::timestamptz`);
}

import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { ChargeGroup } from "@/lib/domain/focus/group-charges";
import { OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import { BILLING_RULES, type BillingRule } from "@/lib/domain/pricing/cost";
import { recordOf } from "@/lib/domain/record-of";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { minuteText } from "../aggregates/sql-values";
import type { Db } from "../client";
import { ONLY_BUCKET } from "../schema/attempt-bucket";
import { outcomeIn } from "../schema/outcome-sql";
import { fetchRows } from "./fetch-rows";
import { scanCounts } from "./scan-counts";

/** A group, and whose it is, by number of its dimension set and label set. */
export type AttemptGroup = ChargeGroup & { dimensionSetId: number; labelSetId: number };

const METERS = ["uncached", "cached", "written", "put_out", "reasoned"] as const;
const COUNTS = [
  ...(["hour", "dimension_set_id", "label_set_id"] as const),
  ...(["attempts", "priced", "estimated", "unpriced_tokens"] as const),
  ...METERS,
  ...METERS.map((meter) => `charged_${meter}` as const),
];
type Count = (typeof COUNTS)[number];
const PLACES = recordOf(COUNTS, (name) => COUNTS.indexOf(name));

/** A row is one text of numbers: as columns of their own, the driver and their parsing would take most of the time. */
const COLUMNS = ["cost_pico", "estimated_pico", ...COUNTS];
const rowSchema = z.object({ line: z.string().regex(/^-?\d+,-?\d+(?:,\d+){17}$/) });

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
): AsyncGenerator<AttemptGroup[], void, undefined> {
  const { span, byHour } = input;
  for await (const rows of fetchRows(tx, statement(span, byHour), rowSchema)) {
    yield rows.map(({ line }) => groupOf(line, span, byHour));
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
  return sql`select concat_ws(',', ${sql.raw(COLUMNS.join(", "))}) as line from (
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
      where r.bucket = ${ONLY_BUCKET} and r.started_at >= ${minuteText(span.from)}::timestamptz
        and r.started_at < ${minuteText(span.to)}::timestamptz
      offset 0
    ) a
    group by 1, 2, 3
    ) grouped order by hour, dimension_set_id, label_set_id`;
}

// Each line is read into it and made a group of before the next.
const counts = new Float64Array(COUNTS.length);

function groupOf(line: string, span: MinuteSpan, byHour: boolean): AttemptGroup {
  const [from, to] = [span.from * MINUTE_MS, span.to * MINUTE_MS];
  const costEnd = line.indexOf(",");
  const estimatedEnd = line.indexOf(",", costEnd + 1);
  scanCounts(line, estimatedEnd + 1, counts);
  const count = (name: Count) => counts[PLACES[name]] ?? 0;
  const hourMs = count("hour") * HOUR_MS;
  return {
    fromMs: byHour ? Math.max(from, hourMs) : from,
    toMs: byHour ? Math.min(to, hourMs + HOUR_MS) : to,
    dimensionSetId: count("dimension_set_id"),
    labelSetId: count("label_set_id"),
    attempts: count("attempts"),
    priced: count("priced"),
    estimated: count("estimated"),
    costPico: BigInt(line.slice(0, costEnd)),
    estimatedPico: BigInt(line.slice(costEnd + 1, estimatedEnd)),
    used: {
      input: count("uncached"),
      cached_input: count("cached"),
      cache_write: count("written"),
      output: count("put_out"),
      reasoning: count("reasoned"),
    },
    charged: {
      input: count("charged_uncached"),
      cached_input: count("charged_cached"),
      cache_write: count("charged_written"),
      output: count("charged_put_out"),
      reasoning: count("charged_reasoned"),
    },
    unpricedTokens: count("unpriced_tokens"),
  };
}

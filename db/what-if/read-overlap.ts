import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Filters } from "@/lib/contract/common";
import { groupBy } from "@/lib/domain/group-by";
import { OUTCOME_CODES } from "@/lib/domain/outcome";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { PricedModel } from "@/lib/domain/what-if/changes";
import { type LearntLength, learnLength, type OverlapHour } from "@/lib/domain/what-if/learn-lengths";
import { codesOf, filterConditions } from "../aggregates/filter-sql";
import { isInRun } from "../aggregates/group-columns";
import { textArray } from "../aggregates/sql-values";
import type { Db } from "../client";
import { selectRows } from "../select-rows";

/** What was learnt of how token counts differ between two models, or null of each. */
export type LearntOf = (
  from: PricedModel,
  to: PricedModel,
) => { input: LearntLength | null; output: LearntLength | null };

const count = z.coerce.number();
const rowSchema = z.object({
  is_output: z.boolean(),
  from_model: z.string(),
  from_provider: z.string(),
  to_model: z.string(),
  to_provider: z.string(),
  attempts_from: count,
  attempts_to: count,
  mean_from: z.number(),
  mean_to: z.number(),
});

/** Powers of two of tokens: attempts of a class have inputs that differ by less than two times. */
const SIZE_CLASSES = `{${Array.from({ length: 20 }, (_, power) => 2 ** (power + 4)).join(",")}}`;

/**
 * What answered attempts of the same hour, tier and app say of two models' token counts; of outputs also of the same class of
 * input size. Each class weighs as much as the rarer model allows.
 */
export async function readOverlap(
  db: Db,
  { span, filters, targets }: { span: MinuteSpan; filters: Filters; targets: readonly PricedModel[] },
): Promise<LearntOf> {
  if (span.from >= span.to || targets.length === 0) return () => ({ input: null, output: null });
  const filter = filterConditions(filters, sql`a`, (name) => codesOf(name, filters[name]));
  const rows = await selectRows(
    db,
    sql`with target as (
        select m.id as model_id, p.id as provider_id
        from unnest(${textArray(targets.map(({ model }) => model))}::text[], ${textArray(targets.map(({ provider }) => provider))}::text[])
          as asked(model, provider)
        join dimension m on m.kind = 'model' and m.value = asked.model
        join dimension p on p.kind = 'provider' and p.value = asked.provider
      ), class as materialized (
        select floor(extract(epoch from a.started_at) / 3600)::int as hour, a.tier_id, a.app_id,
          width_bucket(a.input_tokens::int, ${SIZE_CLASSES}::int[]) as size, a.model_id, a.provider_id,
          count(*) as attempts, sum(a.input_tokens)::float8 as input, sum(a.output_tokens)::float8 as output
        from attempt a
        where ${isInRun(span)} and a.outcome = ${OUTCOME_CODES.ok} and a.input_tokens > 0 and a.output_tokens > 0${filter}
        group by 1, 2, 3, 4, 5, 6
      ), coarse as (
        select hour, tier_id, app_id, model_id, provider_id, sum(attempts) as attempts, sum(input) / sum(attempts) as mean
        from class group by 1, 2, 3, 4, 5
      ), pair as (
        select true as is_output, f.hour, f.model_id as from_model, f.provider_id as from_provider, t.model_id as to_model,
          t.provider_id as to_provider, f.attempts as attempts_from, t.attempts as attempts_to,
          f.output / f.attempts as mean_from, t.output / t.attempts as mean_to
        from class t join target using (model_id, provider_id) join class f using (hour, tier_id, app_id, size)
        where f.model_id <> t.model_id
        union all
        select false, f.hour, f.model_id, f.provider_id, t.model_id, t.provider_id, f.attempts, t.attempts, f.mean, t.mean
        from coarse t join target using (model_id, provider_id) join coarse f using (hour, tier_id, app_id)
        where f.model_id <> t.model_id
      ), weighed as (
        select *, attempts_from::float8 * attempts_to::float8 / (attempts_from + attempts_to)::float8 as weight from pair
      ), hourly as (
        select is_output, hour, from_model, from_provider, to_model, to_provider, sum(attempts_from) as attempts_from,
          sum(attempts_to) as attempts_to, sum(weight * mean_from)::float8 as mean_from, sum(weight * mean_to)::float8 as mean_to
        from weighed group by 1, 2, 3, 4, 5, 6
      )
      select is_output, fm.value as from_model, fp.value as from_provider, tm.value as to_model, tp.value as to_provider,
        attempts_from, attempts_to, mean_from, mean_to
      from hourly join dimension fm on fm.id = from_model join dimension fp on fp.id = from_provider
        join dimension tm on tm.id = to_model join dimension tp on tp.id = to_provider
      order by hour`,
    rowSchema,
  );
  const keyOf = (isOutput: boolean, from: PricedModel, to: PricedModel) =>
    JSON.stringify([isOutput, from.model, from.provider, to.model, to.provider]);
  const hours = groupBy(rows, (row) =>
    keyOf(
      row.is_output,
      { model: row.from_model, provider: row.from_provider },
      { model: row.to_model, provider: row.to_provider },
    ),
  );
  const learn = (isOutput: boolean, from: PricedModel, to: PricedModel) =>
    learnLength((hours.get(keyOf(isOutput, from, to)) ?? []).map(overlapOf));
  return (from, to) => ({ input: learn(false, from, to), output: learn(true, from, to) });
}

function overlapOf(row: z.output<typeof rowSchema>): OverlapHour {
  return {
    attemptsFrom: row.attempts_from,
    attemptsTo: row.attempts_to,
    meanFrom: row.mean_from,
    meanTo: row.mean_to,
  };
}

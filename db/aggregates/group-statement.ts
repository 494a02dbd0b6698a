import { getTableName, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Filters } from "@/lib/contract/common";
import { isLabel, isRanked, REPORT_DIMENSIONS, type SpendGroup } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { pendingGroups } from "../schema/pending-groups";
import type { RollupMetric } from "../schema/rollup-columns";
import { addedUp } from "./added-up";
import { codesOf, filterConditions, filteredDimensions } from "./filter-sql";
import { groupColumn, rankNames } from "./group-columns";
import { type GroupSource, levelTable, type RollupLevel } from "./group-source";
import type { GroupShape } from "./group-types";
import { labelledRows, levelRows } from "./labelled-rows";
import { movedGroups } from "./moved-groups";
import type { GroupPlan } from "./plan-groups";
import { rawGroups } from "./raw-groups";
import { minuteText, minuteTexts } from "./sql-values";

/** Groups with more samples than this are known by their sketch alone. */
const EXACT_SAMPLES_MAX = 50_000;
/** So many stretches of a level are parts of their own, of which the planner knows how many rows they have. */
const RUNS_APART_MAX = 4;
const SAMPLE_COLUMNS = ["n", "min", "max", "sketch"] as const;

/**
 * One statement, so one snapshot, of everything that was answered for: levels, what is folded, what is not yet, and
 * single attempts where rows are gone. However the parts move between them meanwhile, each record is seen once.
 *
 * A row per group, with a list per column over the group's buckets, of which some may come in several parts; groupRowSchema
 * takes them apart.
 */
export function groupStatement(plan: GroupPlan, asked: GroupShape): SQL {
  // What was moved away leaves a group of nothing behind, which its attempts tell.
  const shape = plan.moved ? { ...asked, sums: [...new Set([...asked.sums, "attempts" as const])] } : asked;
  const left = plan.moved ? sql` having add_up(attempts::bigint) <> 0` : sql``;
  const merged = (
    from: SQL,
    having = sql``,
  ) => sql`select bucket${sql.join(ids)}${sql.join(sums)}${sql.join(shape.metrics.map((metric) => mergedSamples(metric, plan.isRaw)))}
    from ${from} group by bucket${sql.join(ids)}${having}`;
  const isApart = countsPartsApart(plan, shape);
  const ids = shape.groupBy.map((name) => sql`, ${groupColumn(name)}`);
  const sums = shape.sums.map(
    (name) => sql`, coalesce(${addedUp(name, sql`${sql.identifier(name)}`)}, 0) as ${sql.identifier(name)}`,
  );
  const groups = shape.groupBy.map(nameOf);
  const names = shape.groupBy.map((name) => sql`, ${nameOf(name)} as ${sql.identifier(name)}`);
  const joins = shape.groupBy.map((name) => {
    if (isRanked(name)) return sql``;
    const alias = sql.identifier(`${name}_names`);
    return sql` left join dimension ${alias} on ${alias}.id = grouped.${groupColumn(name)}`;
  });
  const filter = filterOf(shape.filters, sql`a`);
  const ranked = shape.groupBy.filter(isRanked).map((name) => rankNames(name, plan.runs.get("raw") ?? [], filter));
  const lists = [
    ...shape.sums.map((name) => listed(name)),
    ...shape.metrics.map((metric) => listedSamples(metric, plan.isRaw)),
  ];
  // Single attempts are added up by themselves, their columns being narrower.
  const { raw, rolled } = parts(plan, shape);
  const single = plan.isRaw ? raw : raw.map((part) => merged(sql`(${part}) attempts`));
  return sql`with known as materialized (${knownValues(plan, shape.filters)})${sql.join(ranked)},
    part as (${sql.join([...single, ...rolled], sql` union all `)}),
    grouped as (${isApart ? sql`select * from part` : merged(sql`part`, left)})
    select string_agg(grouped.bucket::text, ',') as bucket${sql.join(names)}${sql.join(lists)}
    from grouped${sql.join(joins)}
    ${groups.length > 0 ? sql`group by ${sql.join(groups, sql`, `)}` : sql``}
    having count(*) > 0`;
}

/**
 * Whether nearly every part is a group by itself, as the models of a chart's hours are: then adding up the few that are not
 * is quicker left to groupRowSchema than done for all.
 */
function countsPartsApart({ starts, isRaw, source, moved }: GroupPlan, { groupBy }: GroupShape): boolean {
  return starts.length > 1 && !isRaw && moved === null && source.isByModel === true && groupBy.includes("model");
}

function listed(name: string): SQL {
  const column = sql.identifier(name);
  return sql`, string_agg(coalesce(grouped.${column}::text, ''), ',') as ${column}`;
}

function listedSamples(metric: RollupMetric, isExact: boolean): SQL {
  const bytes = isExact ? ["sketch", "exact"] : ["sketch"];
  const sized = bytes.map((name) => {
    const column = sql.identifier(`${metric}_${name}`);
    const sizes = sql.identifier(`${metric}_${name}_sizes`);
    return sql`, string_agg(grouped.${column}, ''::bytea) as ${column},
      string_agg(coalesce(length(grouped.${column}), ${name === "exact" ? -1 : 0})::text, ',') as ${sizes}`;
  });
  return sql.join([...["n", "min", "max"].map((part) => listed(`${metric}_${part}`)), ...sized]);
}

function nameOf(name: SpendGroup): SQL {
  return isRanked(name) ? sql`grouped.${groupColumn(name)}` : sql`${sql.identifier(`${name}_names`)}.value`;
}

/** Parameters that many parts share: bucket edges and the codes of the names filtered by. */
function knownValues(plan: GroupPlan, filters: Filters): SQL {
  const codes = filteredDimensions(filters).map(
    (name) => sql`, ${codesOf(name, filters[name])} as ${sql.identifier(`${name}_ids`)}`,
  );
  const starts = plan.moved ? sql`, ${minuteTexts(plan.moved.starts)}::timestamptz[] as moved_starts` : sql``;
  return sql`select ${minuteTexts(plan.starts)}::timestamptz[] as starts${starts}${sql.join(codes)}`;
}

function parts(plan: GroupPlan, shape: GroupShape): { raw: SQL[]; rolled: SQL[] } {
  const filter = filterOf(shape.filters, sql`r`);
  const rawRuns = plan.runs.get("raw") ?? [];
  const raw = {
    bucket: rawBucketSql(plan, sql`a.started_at`),
    filter: filterOf(shape.filters, sql`a`),
    shape,
    isExact: plan.isRaw,
  };
  const rolled: SQL[] = [];
  const columns = partColumns(plan, shape);
  for (const [level, runs] of plan.runs) {
    if (level !== "raw") rolled.push(...levelGroups(plan.source, level, runs, columns, filter));
  }
  if (plan.moved) rolled.push(...movedGroups(plan.source, plan.moved, { shape, filter, buckets: plan.starts.length }));
  if (plan.source.unsealed && plan.only !== "sealed") {
    const { fresh, delta } = plan.source.unsealed;
    const inWindow = sql`r.starts_at >= ${minuteText(plan.from)}::timestamptz and r.starts_at < ${minuteText(plan.to)}::timestamptz`;
    const notRaw = rawRuns.map(
      ({ from, to }) =>
        sql` and not (r.starts_at >= ${minuteText(from)}::timestamptz and r.starts_at < ${minuteText(to)}::timestamptz)`,
    );
    const where = sql`${inWindow}${sql.join(notRaw)}${filter}`;
    rolled.push(sql`select ${columns} from ${labelledRows(plan.source, sql`${fresh}`)} where ${where}`);
    rolled.push(
      sql`select ${columns} from ${labelledRows(plan.source, pendingRows(plan.source, delta, shape))} where ${where}`,
    );
  }
  const isUnsealed = plan.only === "unsealed";
  return { raw: isUnsealed ? [] : rawRuns.map((run) => rawGroups({ run, ...raw })), rolled };
}

function levelGroups(
  source: GroupSource,
  level: RollupLevel,
  runs: readonly MinuteSpan[],
  columns: SQL,
  filter: SQL,
): SQL[] {
  const rows = levelRows(source, sql`${levelTable(source, level)}`);
  if (runs.length <= RUNS_APART_MAX) {
    return runs.map(
      ({ from, to }) => sql`select ${columns} from ${rows}
        where r.starts_at >= ${minuteText(from)}::timestamptz and r.starts_at < ${minuteText(to)}::timestamptz${filter}`,
    );
  }
  return [
    sql`select ${columns}
      from unnest(${minuteTexts(runs.map(({ from }) => from))}::timestamptz[], ${minuteTexts(runs.map(({ to }) => to))}::timestamptz[]) as run(from_at, to_at)
      join ${rows} on r.starts_at >= run.from_at and r.starts_at < run.to_at
      where true${filter}`,
  ];
}

/** The elements of the pending deltas as rows, with only the arrays a question needs; what is nothing in all of a delta is null. */
function pendingRows({ breakdown }: GroupSource, delta: PgTable, shape: GroupShape): SQL {
  const dimensions = REPORT_DIMENSIONS.filter((name) => shape.groupBy.includes(name) || shape.filters[name].length > 0);
  const names = [
    "starts_at",
    ...dimensions.filter((name) => !(breakdown && isLabel(name))).map((name) => `${name}_id`),
    ...(breakdown ? ["label_set_id"] : []),
    ...shape.sums,
    ...shape.metrics.flatMap((metric) => sampleColumns(metric, false)),
  ];
  return sql.raw(pendingGroups(getTableName(delta), names));
}

/** The columns of a part that is a rollup row `r`, in the order every part has them. */
function partColumns(plan: GroupPlan, shape: GroupShape): SQL {
  const names = [...shape.sums, ...shape.metrics.flatMap((metric) => sampleColumns(metric, false))];
  const columns = [...shape.groupBy.map(groupColumn), ...names.map((name) => sql.identifier(name))];
  return sql`${rawBucketSql(plan, sql`r.starts_at`)} as bucket${sql.join(columns.map((column) => sql`, r.${column}`))}`;
}

function mergedSamples(metric: RollupMetric, isExact: boolean): SQL {
  const column = (name: string) => sql.identifier(`${metric}_${name}`);
  const [n, min, max, sketch, exact] = [column("n"), column("min"), column("max"), column("sketch"), column("exact")];
  const values = sql`, case when coalesce(sum(${n}), 0) <= ${EXACT_SAMPLES_MAX} then coalesce(string_agg(${exact}, ''::bytea), ''::bytea) end as ${exact}`;
  return sql`, coalesce(sum(${n}), 0) as ${n}, min(${min}) as ${min}, max(${max}) as ${max},
    string_agg(${sketch}, ''::bytea) as ${sketch}${isExact ? values : sql``}`;
}

function sampleColumns(metric: RollupMetric, withExact: boolean): string[] {
  const columns = withExact ? [...SAMPLE_COLUMNS, "exact"] : SAMPLE_COLUMNS;
  return columns.map((column) => `${metric}_${column}`);
}

/** The position from 1 of the bucket an instant lies in. */
function rawBucketSql(plan: GroupPlan, instant: SQL): SQL {
  return plan.starts.length === 1 ? sql`1` : sql`width_bucket(${instant}, (select starts from known))`;
}

/** Conditions on the dimension columns, which have the same names everywhere. */
function filterOf(filters: Filters, row: SQL): SQL {
  return filterConditions(filters, row, (name) => sql`(select ${sql.identifier(`${name}_ids`)} from known)::int[]`);
}

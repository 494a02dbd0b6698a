import { sql } from "drizzle-orm";
import { z } from "zod";
import { groupBy } from "@/lib/domain/group-by";
import { NAMED_MAX, OTHERS, UNASSIGNED } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { DAY_MINUTES } from "@/lib/domain/time/units";
import { addGroups } from "../aggregates/add-groups";
import { addSums } from "../aggregates/aggregate-stats";
import type { AggregateGroup, AggregateGroups, GroupsInput, Sums } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import { minuteText, minuteTexts } from "../aggregates/sql-values";
import type { Db } from "../client";
import { isMoney, type RollupSum } from "../schema/rollup-columns";
import { selectRows } from "../select-rows";

/**
 * Sums by consumer of whole UTC days, of which the first ones have no single attempts any more: of those that cost most by
 * name, and all others as one, which is what is missing in the days' sums. Buckets are widened to the days they touch.
 */
export async function readConsumerDays<Sum extends RollupSum>(
  db: Db,
  input: Omit<GroupsInput<Sum>, "groupBy">,
): Promise<AggregateGroups<Sum>> {
  const buckets = toDays(input.buckets);
  const cut = Math.ceil(input.retention.rawRetainedFrom / DAY_MINUTES) * DAY_MINUTES;
  // Both parts have every bucket, some of them with nothing in it, so that they are numbered alike.
  const part = (from: number, to: number) =>
    buckets.map((bucket) => ({ from: clamp(bucket.from, from, to), to: clamp(bucket.to, from, to) }));
  const last = buckets.at(-1)?.to ?? 0;
  const gone = part(0, Math.min(cut, last));
  const retained = part(Math.min(cut, last), last);
  const [totals, past, recent] = await Promise.all([
    readGroups(db, { ...input, buckets, groupBy: [] }),
    selectNamed(db, gone, input.sums),
    cut < last ? readGroups(db, { ...input, buckets: retained, groupBy: ["consumer"] }) : { groups: [] },
  ]);
  const named = mostCostly([...past, ...recent.groups.filter(({ names }) => names.consumer !== OTHERS)]);
  const others = totals.groups.flatMap((total) => {
    const listed = addSums(
      input.sums,
      named.filter(({ bucket }) => bucket === total.bucket),
    );
    const rest = less(input.sums, total.sums, listed);
    const isNothing = input.sums.every((name) => BigInt(rest[name]) === 0n);
    return isNothing ? [] : [{ ...total, names: { consumer: OTHERS }, sums: rest }];
  });
  return { ...totals, groups: [...named, ...others] };
}

/** The groups of the consumers that cost most over all of them, each bucket's once; the unassigned are none of those. */
function mostCostly<Sum extends RollupSum>(groups: readonly AggregateGroup<Sum>[]): AggregateGroup<Sum>[] {
  const byConsumer = [...groupBy(groups, ({ names }) => names.consumer ?? UNASSIGNED)].map(([consumer, own]) => ({
    consumer,
    own: [...groupBy(own, ({ bucket }) => bucket).values()].map((parts) => parts.reduce(addGroups)),
    cost: own.reduce((sum, { sums }) => sum + costIn(sums), 0n),
  }));
  const ranked = byConsumer
    .filter(({ consumer }) => consumer !== UNASSIGNED)
    .sort((a, b) => (a.cost < b.cost ? 1 : a.cost > b.cost ? -1 : a.consumer < b.consumer ? -1 : 1));
  const unassigned = byConsumer.filter(({ consumer }) => consumer === UNASSIGNED);
  return [...unassigned, ...ranked.slice(0, NAMED_MAX)].flatMap(({ own }) => own);
}

function costIn(sums: Readonly<Record<string, number | bigint>>): bigint {
  return BigInt(sums.cost_pico ?? 0);
}

function clamp(minute: number, from: number, to: number): number {
  return Math.min(Math.max(minute, from), to);
}

function toDays(buckets: readonly MinuteSpan[]): MinuteSpan[] {
  const start = (minute: number) => Math.floor(minute / DAY_MINUTES) * DAY_MINUTES;
  const last = buckets.length - 1;
  return buckets.map(({ from, to }, index) => ({
    from: start(from),
    to: index === last ? start(to + DAY_MINUTES - 1) : start(to),
  }));
}

async function selectNamed<Sum extends RollupSum>(
  db: Db,
  buckets: readonly MinuteSpan[],
  sums: readonly Sum[],
): Promise<AggregateGroup<Sum>[]> {
  const columns = sums.map((name) => sql`, sum(d.${sql.identifier(name)}) as ${sql.identifier(name)}`);
  const rows = await selectRows(
    db,
    sql`
      with listed as materialized (
        select width_bucket(d.starts_at, ${minuteTexts(buckets.map(({ from }) => from))}::timestamptz[]) - 1 as bucket, d.consumer,
          sum(d.cost_pico) as ranked_cost, sum(d.attempts) as ranked_attempts${sql.join(columns)}
        from rollup_day_consumer d
        where d.starts_at >= ${minuteText(buckets[0]?.from ?? 0)}::timestamptz
          and d.starts_at < ${minuteText(buckets.at(-1)?.to ?? 0)}::timestamptz
        group by 1, 2
      ), ranked as (
        select consumer from listed where consumer not in ('', ${OTHERS}) group by 1
        order by sum(ranked_cost) desc, sum(ranked_attempts) desc, 1 limit ${sql.raw(String(NAMED_MAX))}
      )
      select * from listed where consumer = '' or consumer in (select consumer from ranked)`,
    z.looseObject({ bucket: z.number(), consumer: z.string() }),
  );
  return rows.map(({ bucket, consumer, ...row }) => ({
    bucket,
    names: { consumer: consumer === "" ? UNASSIGNED : consumer },
    sums: mapSums(sums, (name) => BigInt(String(row[name]))),
    samples: {},
  }));
}

function less<Sum extends RollupSum>(names: readonly Sum[], total: Sums<Sum>, part: Sums<Sum>): Sums<Sum> {
  return mapSums(names, (name) => BigInt(total[name]) - BigInt(part[name]));
}

function mapSums<Sum extends RollupSum>(names: readonly Sum[], of: (name: Sum) => bigint): Sums<Sum> {
  // Money is a bigint and everything else a number, which is what Sums says by the name.
  return Object.fromEntries(names.map((name) => [name, isMoney(name) ? of(name) : Number(of(name))])) as Sums<Sum>;
}

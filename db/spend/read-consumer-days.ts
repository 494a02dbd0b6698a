import { sql } from "drizzle-orm";
import { z } from "zod";
import { NAMED_MAX, OTHERS, UNASSIGNED } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { DAY_MINUTES } from "@/lib/domain/time/units";
import { addSums } from "../aggregates/aggregate-stats";
import type { AggregateGroup, AggregateGroups, GroupsInput, Sums } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import { minuteText, minuteTexts } from "../aggregates/sql-values";
import type { Db } from "../client";
import { isMoney, type RollupSum } from "../schema/rollup-columns";
import { selectRows } from "../select-rows";

/**
 * Sums by consumer of whole UTC days, whose single attempts may be gone: of those that cost most by name, and all others as
 * one, which is what is missing in the days' sums. Buckets are widened to the days they touch.
 */
export async function readConsumerDays<Sum extends RollupSum>(
  db: Db,
  input: Omit<GroupsInput<Sum>, "groupBy">,
): Promise<AggregateGroups<Sum>> {
  const buckets = toDays(input.buckets);
  const [totals, named] = await Promise.all([
    readGroups(db, { ...input, buckets, groupBy: [] }),
    selectNamed(db, buckets, input.sums),
  ]);
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

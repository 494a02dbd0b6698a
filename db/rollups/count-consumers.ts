import type { Sql } from "postgres";
import { NAMED_MAX } from "@/lib/domain/report-dimensions";
import { listPartitionDays } from "../partitions/list-partition-days";
import { lockAttempts } from "../partitions/lock-attempts";
import { dayStart } from "../partitions/partition-days";
import { ONLY_BUCKET } from "../schema/attempt-bucket";
import { ROLLUP_SUMS } from "../schema/rollup-columns";
import { getRetainedDay } from "./get-retained-day";
import { RAW_MEASURES } from "./raw-measures";

/** What comes still later counts among the others, until the day is counted anew. */
const SETTLED_AFTER = "1 hour";

const COLUMNS = ROLLUP_SUMS.join(", ");
const SUMS = ROLLUP_SUMS.map((name) => `sum(${RAW_MEASURES[name]}) as ${name}`).join(", ");
const COUNT_DAY = `
  insert into rollup_day_consumer (starts_at, consumer, ${COLUMNS})
  select $1::timestamptz, name, ${COLUMNS} from (
    select coalesce(a.consumer, '') as name, ${SUMS},
      row_number() over (order by a.consumer is null desc, sum(a.cost_pico) desc nulls last, count(*) desc, a.consumer) as place
    from attempt a
    where a.bucket = ${ONLY_BUCKET} and a.started_at >= $1::timestamptz and a.started_at < $2::timestamptz
    group by a.consumer
  ) consumers where place <= ${NAMED_MAX} + 1`;

/** Counts the consumers of the newest day that is over and not counted, if there is one. Says whether there may be more. */
export async function countConsumers(sql: Sql): Promise<"more" | "done"> {
  const days = (await listPartitionDays(sql)).map((day) => ({ day: dayStart(day), end: dayStart(day + 1) }));
  const [next] = await sql<{ day: string; end: string }[]>`
    select p.day, p.end from unnest(${days.map(({ day }) => day)}::text[], ${days.map(({ end }) => end)}::text[]) as p(day, "end")
    where p.end::timestamptz < now() - ${SETTLED_AFTER}::text::interval
      and p.day::timestamptz >= (select raw_from from rollup_state where id = 1)
      and not exists (select from consumer_day c where c.starts_at = p.day::timestamptz)
    order by p.day::timestamptz desc limit 1`;
  if (!next) return "done";
  await sql.begin("isolation level repeatable read", async (tx) => {
    await lockAttempts(tx);
    if (!(await getRetainedDay(tx, next.day.slice(0, 10))).hasRaw) return;
    await tx`insert into consumer_day (starts_at) values (${next.day}::timestamptz)`;
    await tx`delete from rollup_day_consumer where starts_at = ${next.day}::timestamptz`;
    await tx.unsafe(COUNT_DAY, [next.day, next.end]);
  });
  return "more";
}

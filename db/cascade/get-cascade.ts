import { sql } from "drizzle-orm";
import { z } from "zod";
import type { CascadeReply } from "@/lib/contract/cascade";
import type { Filters } from "@/lib/contract/common";
import { describeCascade } from "@/lib/domain/comparison/cascade";
import { FIRST_STAGE } from "@/lib/domain/operation";
import { OUTCOME_CODES } from "@/lib/domain/outcome";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { HOUR_MINUTES } from "@/lib/domain/time/units";
import { cutSpan, everyMinutes } from "@/lib/domain/what-if/price-edges";
import { answeredWindow, minuteSpan } from "../aggregates/answer-window";
import { codesOf, filterConditions } from "../aggregates/filter-sql";
import { isInRun } from "../aggregates/group-columns";
import type { Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import { minuteTexts } from "../aggregates/sql-values";
import { timeBlocks } from "../aggregates/time-blocks";
import type { Db } from "../client";
import { sizeClassSql } from "../schema/size-class-sql";
import { selectRows } from "../select-rows";
import { chooseSample } from "../what-if/choose-sample";

const READ_MAX = 25_000;

export type CascadeInput = { window: TimeWindow; filters: Filters; now: Date; retention: Retention };

const count = z.coerce.number();
const rowSchema = z.object({
  is_request: z.boolean(),
  block: count,
  stage: count,
  size: count,
  n: count,
  answered: count,
  priced: count,
  usd: count,
});

/** How far requests went through the stages of a cascade in a window, or in its last part where there are many. */
export async function getCascade(db: Db, { window, filters, now, retention }: CascadeInput): Promise<CascadeReply> {
  const asked = minuteSpan(window);
  const hours = cutSpan(asked, everyMinutes(HOUR_MINUTES, asked));
  const { groups } = await readGroups(db, {
    ...{ buckets: hours, filters: NO_FILTERS, groupBy: [], sums: ["attempts"], metrics: [], retention },
  });
  const attempts = new Map(groups.map(({ bucket, sums }) => [bucket, sums.attempts]));
  const span = chooseSample(
    hours.map((hour, bucket) => ({ ...hour, attempts: attempts.get(bucket) ?? 0 })),
    { retainedFrom: retention.rawRetainedFrom, max: READ_MAX },
  );
  const blocks = timeBlocks({ span, filters, groupBy: ["model"], retention });
  const starts = sql`${minuteTexts(blocks.map(({ from }) => from))}::timestamptz[]`;
  const filter = filterConditions(filters, sql`a`, (name) => codesOf(name, filters[name]));
  const rows = await selectRows(
    db,
    sql`with asked as materialized (
        select coalesce(a.request_id, a.id) as request, coalesce(d.value::int, ${FIRST_STAGE}::int) as stage, a.cost_pico, a.outcome, a.final,
          ${sql.raw(sizeClassSql("a.input_tokens"))} as size,
          width_bucket(a.started_at, ${starts}) as block
        from attempt a left join dimension d on d.id = a.stage_id
        where ${isInRun(span)}${filter}
      ), request as (
        select request, max(stage) as stage, min(size) as size, min(block) as block, bool_or(final and outcome = ${OUTCOME_CODES.ok}) as is_answered,
          bool_and(cost_pico is not null) as is_priced, sum(cost_pico) as pico
        from asked group by request
      )
      select true as is_request, block, stage, size, count(*) as n, count(*) filter (where is_answered) as answered,
        count(*) filter (where is_priced) as priced, coalesce(sum(pico) filter (where is_priced), 0) / 1e12 as usd
      from request group by block, stage, size
      union all
      select false, block, stage, size, count(*), 0, count(cost_pico), coalesce(sum(cost_pico), 0) / 1e12
      from asked where outcome = ${OUTCOME_CODES.ok} group by block, stage, size`,
    rowSchema,
  );
  const cascade = describeCascade(
    rows.flatMap(({ is_request: isRequest, n, ...row }) => (isRequest ? [{ ...row, requests: n }] : [])),
    rows.flatMap(({ is_request: isRequest, block, stage, size, priced, usd }) =>
      isRequest ? [] : [{ block, stage, size, attempts: priced, usd }],
    ),
  );
  return {
    ...answeredWindow(span, now),
    filters,
    requests: cascade.requests,
    stages: cascade.stages,
    escalation_rate: cascade.escalationRate,
    priced: cascade.priced,
    usd_per_request: cascade.usdPerRequest,
    usd_per_request_on_last: cascade.usdPerRequestOnLast,
    usd_interval: cascade.usdInterval,
    usd_on_last_interval: cascade.usdOnLastInterval,
  };
}

import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { outcomeIn } from "@/db/schema/outcome-sql";
import { selectRows } from "@/db/select-rows";
import type { LatencyTrigger } from "@/lib/breaker/policy";
import type { Observed } from "@/lib/domain/breaker/failover-verdict";
import { FAILED_OUTCOMES, JUDGED_OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import { US_PER_MS } from "@/lib/domain/time/units";

const isOutcome = (outcomes: readonly Outcome[]) => sql.raw(outcomeIn("a.outcome", outcomes));
const IS_OK = isOutcome(["ok"]);
const IS_JUDGED = isOutcome(JUDGED_OUTCOMES);
const IS_FAILED = isOutcome(FAILED_OUTCOMES);

const count = z.coerce.number();
const rowSchema = z.object({
  n: count,
  failures: count,
  samples: count,
  slow: count,
  ttft_us: z.coerce.number().nullable(),
  duration_us: z.coerce.number().nullable(),
  priced: count,
  cost_pico: z.coerce.bigint(),
});

/** What was seen of the attempts that meet each condition on `attempt a`; latency is counted for the trigger. */
export async function observe<Name extends string>(
  db: Db,
  trigger: LatencyTrigger | null,
  conditions: Readonly<Record<Name, SQL>>,
): Promise<Record<Name, Observed>> {
  const names = Object.keys(conditions) as Name[];
  const seen = await Promise.all(names.map((name) => observeOne(db, trigger, conditions[name])));
  return Object.fromEntries(names.map((name, index) => [name, seen[index]])) as Record<Name, Observed>;
}

async function observeOne(db: Db, trigger: LatencyTrigger | null, condition: SQL): Promise<Observed> {
  const sample = trigger && sql.identifier(trigger.metric === "ttft_ms" ? "ttft_us" : "duration_us");
  const isSample = sample ? sql`${IS_OK} and a.${sample} is not null` : sql`false`;
  const isSlow = sample ? sql`${IS_OK} and a.${sample} > ${(trigger?.max_ms ?? 0) * US_PER_MS}::float8` : sql`false`;
  const median = (column: SQL) =>
    sql`(percentile_disc(0.5) within group (order by ${column}) filter (where ${IS_OK}))::text`;
  const [row] = await selectRows(
    db,
    sql`select count(*) filter (where ${IS_JUDGED})::text as n, count(*) filter (where ${IS_FAILED})::text as failures,
        count(*) filter (where ${isSample})::text as samples, count(*) filter (where ${isSlow})::text as slow,
        ${median(sql`a.ttft_us`)} as ttft_us, ${median(sql`a.duration_us`)} as duration_us,
        count(a.cost_pico)::text as priced, coalesce(sum(a.cost_pico), 0)::text as cost_pico
      from attempt a where ${condition}`,
    rowSchema,
  );
  if (!row) throw new Error("A count gave no row");
  const ms = (us: number | null) => (us === null ? null : us / US_PER_MS);
  const { n, failures, samples, slow, priced, cost_pico: costPico } = row;
  return { n, failures, samples, slow, priced, costPico, ttftMs: ms(row.ttft_us), durationMs: ms(row.duration_us) };
}

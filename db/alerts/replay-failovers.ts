import { sql } from "drizzle-orm";
import { z } from "zod";
import type { TermsOf } from "@/lib/contract/alert-rules";
import { judgeFailovers } from "@/lib/domain/alerts/judge-traffic";
import { seriesKeyOf } from "@/lib/domain/alerts/observation";
import { replayTicks } from "@/lib/domain/alerts/replay-ticks";
import { type CountedIn, replayVerdicts } from "@/lib/domain/alerts/replay-verdicts";
import { groupBy } from "@/lib/domain/group-by";
import { epochMinute } from "@/lib/domain/time/time-window";
import { DAY_MINUTES, MINUTE_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { namedAmong } from "../named-among";
import { selectRows } from "../select-rows";
import { REPLAY_DAYS, type ReplayContext, type Replayed } from "./replay-context";
import { replaySeries } from "./replay-series";

const openedSchema = z.object({
  ...{ tier: z.string(), region: z.string(), model: z.string() },
  ...{ minute: z.coerce.number(), n: z.coerce.number() },
});

/** What a rule on failovers judges: how often each model was taken out of rotation. */
export async function replayFailovers(
  db: Db,
  { scope, at_least, window_minutes: length }: TermsOf<"failover">,
  { now, forMinutes }: ReplayContext,
): Promise<Replayed> {
  const to = epochMinute(now) + 1;
  const from = to - REPLAY_DAYS * DAY_MINUTES;
  const first = from - length;
  const instant = (minute: number) => new Date(minute * MINUTE_MS).toISOString();
  const rows = await selectRows(
    db,
    sql`select tier, region, model, floor(extract(epoch from at) / 60)::bigint::text as minute, count(*)::text as n from failover
      where at >= ${instant(first)}::timestamptz and at < ${instant(to)}::timestamptz and to_state = 'open'
        and ${namedAmong("tier", scope.tier)} and ${namedAmong("region", scope.region)} and ${namedAmong("model", scope.model)}
      group by tier, region, model, minute`,
    openedSchema,
  );
  const spans = Array.from({ length: to - first }, (_, index) => ({ from: first + index, to: first + index + 1 }));
  const ticks = replayTicks({ spans, windows: [length], from });
  const judge = (counted: CountedIn<"n">) => judgeFailovers(counted("n", length), at_least);
  const opened = rows.map(({ minute, n, ...labels }) => ({ labels, bucket: minute - first, counts: { n } }));
  const series = [...groupBy(opened, ({ labels }) => seriesKeyOf(labels)).values()].map((groups) => ({ groups }));
  return replaySeries(series, {
    ...{ ticks, forMinutes, labelsOf: ({ groups }) => groups[0]?.labels ?? {} },
    verdictsOf: ({ groups }) => replayVerdicts({ ticks, names: ["n"], spans: groups, judge }),
  });
}

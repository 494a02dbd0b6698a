import type { TermsOf } from "@/lib/contract/alert-rules";
import { spendVerdicts } from "@/lib/domain/alerts/replay-spend";
import { replayTicks } from "@/lib/domain/alerts/replay-ticks";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { epochMinute } from "@/lib/domain/time/time-window";
import { DAY_MINUTES, HOUR_MINUTES, MINUTE_MS, QUARTER_MINUTES } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { readCosts } from "../spend/read-costs";
import { countedFrom } from "./counted-from";
import { REPLAY_DAYS, type ReplayContext, type Replayed } from "./replay-context";
import { replaySeries } from "./replay-series";
import { replaySource } from "./replay-source";

/** What a rule on spend judges, every quarter hour, or every hour where the sums of a label are no finer. */
export async function replaySpend(db: Db, terms: TermsOf<"spend">, context: ReplayContext): Promise<Replayed> {
  const { dimension, value: name } = terms;
  const { now, retention, forMinutes } = context;
  const isOne = dimension !== null && name !== null;
  const length = terms.window_hours * HOUR_MINUTES;
  const end = epochMinute(now);
  const asked = end - REPLAY_DAYS * DAY_MINUTES - length;
  const { sums } = replaySource(isOne ? [dimension] : [], { first: asked, retention });
  const step = sums?.step ?? QUARTER_MINUTES;
  const to = Math.floor(end / step) * step;
  const from = to - REPLAY_DAYS * DAY_MINUTES;
  const raw = { from: Math.max(from - length, retention.rawRetainedFrom), to };
  const retainedFrom = sums ? sums.from : await countedFrom(db, { ...raw, retention });
  const first = Math.max(from - length, Math.ceil(retainedFrom / step) * step);
  const spans = Array.from({ length: Math.max(0, (to - first) / step) }, (_, index) => {
    const start = first + index * step;
    return { from: start, to: start + step };
  });
  const ticks = replayTicks({ spans, windows: [length], from });
  const instant = (minute: number) => new Date(minute * MINUTE_MS);
  const buckets = spans.map((span, index) => ({
    ...{ at: instant(span.from), from: instant(span.from), to: instant(span.to), filling: false },
    label: String(index),
  }));
  const filters = isOne ? { ...NO_FILTERS, [dimension]: [name] } : NO_FILTERS;
  const costs =
    buckets.length === 0
      ? []
      : (await readCosts(db, { buckets, filters, groupBy: [], now, retention, withCapacity: false })).rows;
  const known = costs.flatMap(({ label, costPico }) =>
    costPico === null ? [] : [{ bucket: Number(label), costPico }],
  );
  const limitPico = parseUsd(terms.above_usd);
  return replaySeries([{ groups: known }], {
    ...{ ticks, forMinutes, labelsOf: () => (isOne ? { [dimension]: name } : {}) },
    verdictsOf: ({ groups }) => spendVerdicts({ ticks, windowMinutes: length, limitPico, spans: groups }),
  });
}

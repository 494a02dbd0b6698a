import type { AttemptHistogram } from "@/lib/contract/attempts";
import type { Filters } from "@/lib/contract/common";
import { OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import { recordOf } from "@/lib/domain/record-of";
import { bucketsOf, countBuckets, epochMinute, STEPS, type Step, type TimeWindow } from "@/lib/domain/time/time-window";
import { minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";

/** No more bars than can be told apart. */
const BARS_MAX = 200;

/** How many attempts started in each bucket, by outcome; with outcomes given, of these alone. */
export async function getAttemptHistogram(
  db: Db,
  input: { window: TimeWindow; filters: Filters; outcomes: readonly Outcome[]; now: Date; retention: Retention },
): Promise<AttemptHistogram> {
  const { window, filters, outcomes, now, retention } = input;
  const step = barStepOf(window, epochMinute(window.from) < retention.minuteRetainedFrom);
  const buckets = bucketsOf({ ...window, now }, step);
  const { groups } = await readGroups(db, {
    ...{ buckets: buckets.map(minuteSpan), filters, groupBy: [], sums: OUTCOMES, metrics: [], retention },
  });
  const isAsked = (outcome: Outcome) => outcomes.length === 0 || outcomes.includes(outcome);
  const counts = buckets.map(() => recordOf(OUTCOMES, () => 0));
  for (const { bucket, sums } of groups) {
    const own = counts[bucket];
    if (own) for (const outcome of OUTCOMES) if (isAsked(outcome)) own[outcome] += Number(sums[outcome]);
  }
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    step,
    buckets: buckets.map(({ at, filling }, bucket) => ({
      at: at.toISOString(),
      filling,
      outcomes: counts[bucket] ?? recordOf(OUTCOMES, () => 0),
    })),
  };
}

/** The finest step with few enough bars; of no minutes where they are no longer retained. */
function barStepOf(window: TimeWindow, isCoarse: boolean): Step {
  const steps = STEPS.filter((step) => !(isCoarse && step === "1m"));
  return steps.find((step) => countBuckets(window, step) <= BARS_MAX) ?? "1d";
}

import { initialBreaker, takeAttempt } from "../../breaker/breaker";
import type { BreakerPolicy } from "../../breaker/policy";
import { seededRandom } from "../seeded-random";
import { DAY_SECONDS } from "../time/units";
import type { ModelTraffic } from "./model-traffic";
import { SPAN_SECONDS } from "./traffic-course";

/**
 * What the real breaker does on attempts that come by themselves at the rates of a course, over and over: openings of a closed
 * model a day, and the share of time it is not closed. Answers are slow or not, by the second point of the durations.
 */
export function simulatedOpenings(policy: BreakerPolicy, traffic: ModelTraffic, input: { seed: number; days: number }) {
  const { perSecond, errorRate, duration_ms, course = [perSecond] } = traffic;
  const random = seededRandom(input.seed);
  const breaker = initialBreaker();
  const slow = duration_ms ? 1 - (duration_ms.points[1]?.[1] ?? 1) : 0;
  const seconds = input.days * DAY_SECONDS;
  let [trips, avoidedSeconds, opened] = [0, 0, null as number | null];
  const note = (events: ReturnType<typeof takeAttempt>) => {
    for (const { from, to, atUs } of events) {
      if (from === "closed") [opened, trips] = [atUs / 1e6, trips + 1];
      else if (to === "closed") [avoidedSeconds, opened] = [avoidedSeconds + atUs / 1e6 - (opened ?? 0), null];
    }
  };
  let at = 0;
  for (let span = 0; at < seconds; span++) {
    const rate = course[span % course.length] ?? 0;
    const end = (span + 1) * SPAN_SECONDS;
    for (at = rate > 0 ? at : end; at < end; ) {
      at += -Math.log(1 - random()) / rate;
      // What comes later is of the next span, whose rate is another.
      if (at >= end) at = end;
      else {
        const share = breaker.status === "half_open" ? (policy.ramp[breaker.step] ?? 1) : 1;
        if (share < 1 && random() >= share) continue;
        const durationUs = random() < slow ? 1_000_000 : 100_000;
        const attempt = { endUs: Math.round(at * 1e6), failed: random() < errorRate, durationUs, ttftUs: null };
        note(takeAttempt(breaker, attempt, policy));
      }
    }
  }
  if (opened !== null) avoidedSeconds += seconds - opened;
  return { trips, perDay: trips / input.days, avoidedShare: avoidedSeconds / seconds };
}

import type { Failover } from "@/lib/contract/policy";
import type { ModelTrafficRow } from "@/lib/contract/tier-traffic";
import { type FalseAlarms, falseAlarms } from "@/lib/domain/thresholds/false-alarms";
import { type ModelTraffic, shareAbove } from "@/lib/domain/thresholds/model-traffic";
import { type TimeToNotice, timeToNotice } from "@/lib/domain/thresholds/time-to-notice";
import { triggersOf, windowHolds } from "@/lib/domain/thresholds/trigger";
import { healthyTraffic, type TrafficPlace } from "./traffic-places";

/** The share of bad requests by which the time to notice is told, beside all of them. */
export const OUTAGE_SHARE = 0.05;

/** What the thresholds mean for one primary on its own traffic. */
export type ThresholdFigures = {
  region: string;
  model: string;
  row: ModelTrafficRow;
  traffic: ModelTraffic;
  alarms: FalseAlarms;
  /** Attempts a window holds in the median and in the quietest hour. */
  holds: number;
  holdsQuietest: number;
  /** Of healthy samples, those above the latency limit; null without a limit or samples. */
  slowShare: number | null;
  /** Null where the trigger can never fire. */
  notices: { partial: TimeToNotice | null; total: TimeToNotice | null };
  /** The same when so many answers are slow instead; null without a limit or samples. */
  noticesSlow: TimeToNotice | null;
};

/** The figures of the place with the most false alarms, of those with healthy traffic; null without any. */
export function worstFigures(failover: Failover, places: readonly TrafficPlace[]): ThresholdFigures | null {
  let worst: { place: TrafficPlace; row: ModelTrafficRow; traffic: ModelTraffic; alarms: FalseAlarms } | null = null;
  for (const place of places) {
    const traffic = place.row && healthyTraffic(place.row);
    if (!place.row || !traffic) continue;
    const alarms = falseAlarms(failover, traffic);
    if (!worst || isWorse({ alarms, traffic }, worst)) worst = { place, row: place.row, traffic, alarms };
  }
  if (!worst) return null;
  const { place, row, traffic, alarms } = worst;
  const { latency } = failover;
  const shares = latency && traffic[latency.metric];
  const [errors, slow] = triggersOf(failover, traffic);
  return {
    region: place.region,
    model: place.model,
    row,
    traffic,
    alarms,
    holds: windowHolds(failover, traffic.perSecond),
    holdsQuietest: windowHolds(failover, row.judged_per_second.quietest),
    slowShare: latency && shares ? shareAbove(shares, latency.max_ms) : null,
    notices: {
      partial: errors ? timeToNotice(errors, OUTAGE_SHARE) : null,
      total: errors ? timeToNotice(errors, 1) : null,
    },
    noticesSlow: slow ? timeToNotice(slow, OUTAGE_SHARE) : null,
  };
}

type Compared = { alarms: FalseAlarms; traffic: ModelTraffic };

/** More alarms while it is in use; where there are none, more traffic. */
function isWorse(one: Compared, other: Compared): boolean {
  const rate = ({ perDay, avoidedShare }: FalseAlarms) => perDay / Math.max(1 - avoidedShare, 1e-9);
  const difference = rate(one.alarms) - rate(other.alarms);
  return difference === 0 ? one.traffic.perSecond > other.traffic.perSecond : difference > 0;
}

import { calendarMonth } from "../time/calendar-window";
import type { MinuteSpan } from "../time/segments";
import { DAY_MINUTES, HOUR_MINUTES, MINUTE_MS, MINUTE_US } from "../time/units";
import type { CapacityPrice } from "./capacity-price";

/** A stretch whose cost is shared out by the use within it, and the bucket of a report that it lies in. */
export type CapacityPeriod = MinuteSpan & { bucket: number };

type Options = {
  /** The epoch minute up to which capacity was used: none is paid ahead. */
  until: number;
  /** The epoch minute before which use is known by UTC days alone. */
  hoursRetainedFrom: number;
};

/**
 * The periods of capacity within the contiguous buckets of a report, clipped at them and at its validity: UTC hours (UTC days where
 * hours are gone), or calendar months of a plan's zone.
 */
export function capacityPeriods(
  capacity: Pick<CapacityPrice, "kind" | "zone" | "validFrom" | "validTo">,
  buckets: readonly MinuteSpan[],
  { until, hoursRetainedFrom }: Options,
): CapacityPeriod[] {
  const first = Math.ceil(capacity.validFrom / MINUTE_US);
  const last = Math.min(until, capacity.validTo === null ? until : Math.floor(capacity.validTo / MINUTE_US));
  const endOf = (minute: number) => {
    if (capacity.kind === "plan_month") {
      return calendarMonth(minute * MINUTE_MS, capacity.zone).to.getTime() / MINUTE_MS;
    }
    const length = minute < hoursRetainedFrom ? DAY_MINUTES : HOUR_MINUTES;
    return (Math.floor(minute / length) + 1) * length;
  };
  return buckets.flatMap(({ from, to }, bucket) => {
    const end = Math.min(to, last);
    const periods: CapacityPeriod[] = [];
    for (let at = Math.max(from, first); at < end; ) {
      const next = Math.min(endOf(at), end);
      periods.push({ bucket, from: at, to: next });
      at = next;
    }
    return periods;
  });
}

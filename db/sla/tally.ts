import type { UptimeCounts } from "@/lib/contract/sla";
import { coverage, type Judged, minuteUptime, okShare } from "@/lib/domain/uptime/uptime";

/** Counted attempts, measured and down minutes, and the minutes that could have been measured. */
export type Tally = Judged & {
  /** Null where minutes are unknown: under a filter of anything but model, provider and region. */
  minutes: { measured: number; down: number; possible: number } | null;
};

export function addTallies(tallies: readonly Tally[]): Tally {
  const sum = (of: (tally: Tally) => number) => tallies.reduce((total, tally) => total + of(tally), 0);
  const minutes = (name: "measured" | "down" | "possible") => sum((tally) => tally.minutes?.[name] ?? 0);
  return {
    ok: sum(({ ok }) => ok),
    failed: sum(({ failed }) => failed),
    minutes: tallies.some((tally) => tally.minutes === null)
      ? null
      : { measured: minutes("measured"), down: minutes("down"), possible: minutes("possible") },
  };
}

/** A tally as answers have it, with both uptimes. */
export function countsOf({ ok, failed, minutes }: Tally): UptimeCounts {
  return {
    ...{ ok, failed, requests: okShare({ ok, failed }) },
    minutes_measured: minutes?.measured ?? null,
    minutes_down: minutes?.down ?? null,
    minutes: minutes && minuteUptime(minutes),
    coverage: minutes && coverage(minutes.measured, 1, minutes.possible),
  };
}

import { MINUTE_US, SECOND_US } from "../time/units";
import { type LimitName, type Limits, NO_LIMITS } from "./limits";
import type { LoadMinute, ModelLoad } from "./model-load";
import type { Outage } from "./rehearse-outage";
import type { Highest, HighestMinutes, TrafficRecord } from "./traffic-record";

/** `limit`: asked for more than is declared. `doubled`: for more than twice the most it ever had. `unproven`: it never had any. */
export const LOAD_WARNINGS = ["limit", "doubled", "unproven"] as const;
type LoadWarning = (typeof LOAD_WARNINGS)[number];

/** How far above the most a model ever had is no longer known ground. */
const KNOWN_GROUND = 2;

export type FallbackLoad = {
  model: string;
  limits: Limits;
  asked: number;
  moved: number;
  refused: number;
  withTokens: number;
  /** The highest minute of the hour, of each kind. */
  peak: HighestMinutes;
  /** The highest minute of the window as recorded, from all tiers; null where it was never asked. */
  highest: HighestMinutes | null;
  /** Requests of the peak minute by those of the highest recorded one. */
  ratio: number | null;
  /** The first call a limit turned away, in whole seconds since the primary began to fail. */
  passed: { limit: LimitName; afterSeconds: number } | null;
  next: { model: string; requests: number }[];
  failed: number;
  minutes: readonly LoadMinute[];
  warning: LoadWarning | null;
};

/** What each model that is asked during an outage would carry, those with the most moved to them first. */
export function fallbackLoads(
  outage: Outage,
  { record, limits, fromUs }: { record: TrafficRecord; limits: ReadonlyMap<string, Limits>; fromUs: number },
): FallbackLoad[] {
  return [...outage.loads]
    .filter(([, load]) => load.moved > 0)
    .map(([model, load]) =>
      fallbackLoad(load, { model, highest: record.highestOf(model), limits: limits.get(model) ?? NO_LIMITS, fromUs }),
    )
    .sort((a, b) => b.moved - a.moved || (a.model < b.model ? -1 : 1));
}

type About = { model: string; highest: HighestMinutes | null; limits: Limits; fromUs: number };

function fallbackLoad(load: ModelLoad, { model, highest, limits, fromUs }: About): FallbackLoad {
  const { asked, moved, refused, withTokens, failed, minutes, passed } = load;
  const fromMinute = Math.floor(fromUs / MINUTE_US);
  const peak = {
    requests: peakOf(minutes, fromMinute, (minute) => minute.asked),
    tokens: peakOf(minutes, fromMinute, (minute) => minute.tokens),
    concurrency: peakOf(minutes, fromMinute, (minute) => minute.busyUs / MINUTE_US),
  };
  const ratio = highest && highest.requests.value > 0 ? peak.requests.value / highest.requests.value : null;
  return {
    ...{ model, limits, asked, moved, refused, withTokens, failed, minutes, peak, highest, ratio },
    passed: passed && { limit: passed.limit, afterSeconds: Math.floor((passed.atUs - fromUs) / SECOND_US) },
    next: [...load.next].map(([next, requests]) => ({ model: next, requests })).sort((a, b) => b.requests - a.requests),
    warning: passed ? "limit" : ratio === null ? "unproven" : ratio > KNOWN_GROUND ? "doubled" : null,
  };
}

function peakOf(minutes: readonly LoadMinute[], fromMinute: number, of: (minute: LoadMinute) => number): Highest {
  let peak: Highest = { value: 0, minute: fromMinute };
  for (const [index, minute] of minutes.entries()) {
    const value = of(minute);
    if (value > peak.value) peak = { value, minute: fromMinute + index };
  }
  return peak;
}

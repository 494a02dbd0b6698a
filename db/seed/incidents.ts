import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";

/** A stretch of time in which a model does not behave as usual, in one region or in all (null). */
export type Incident = {
  kind: "outage" | "slow" | "rate_limited" | "swapped";
  model: string;
  region: string | null;
  fromMs: number;
  toMs: number;
  /** Share of attempts hit; for `slow`, the factor on every latency; for `swapped`, that on the length of answers. */
  strength: number;
};

/**
 * What lasts since some day: other weights behind a name at one provider, with longer answers and more reasoning, while the maker's own
 * stay as they were; and a model that got slower in one region. Nothing fails, so that only who compares hours will see it.
 */
function lastingChanges(fromMs: { swapped: number; slow: number }): Incident[] {
  const toMs = Number.POSITIVE_INFINITY;
  return [
    { kind: "swapped", model: "deepseek-v4-pro", region: null, strength: 1.35, fromMs: fromMs.swapped, toMs },
    { kind: "slow", model: "qwen3-8b", region: "eu-central-1", strength: 1.3, fromMs: fromMs.slow, toMs },
  ];
}

/** What went wrong in the weeks before `nowMs`, always at an hour at which the region was busy, and what lasts since then. */
export function pastIncidents(nowMs: number): Incident[] {
  const at = (daysAgo: number, hour: number, minute = 0) =>
    Math.floor(nowMs / DAY_MS) * DAY_MS - daysAgo * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS;
  const span = (fromMs: number, minutes: number) => ({ fromMs, toMs: fromMs + minutes * MINUTE_MS });
  return [
    { kind: "outage", model: "deepseek-v4-flash", region: "ap-southeast-1", strength: 0.9, ...span(at(4, 6, 10), 41) },
    { kind: "rate_limited", model: "qwen3-coder-30b", region: "us-east-1", strength: 0.35, ...span(at(3, 16), 60) },
    { kind: "slow", model: "glm-5", region: null, strength: 2.6, ...span(at(9, 2), 5 * 60) },
    { kind: "outage", model: "deepseek-v4-pro", region: "eu-central-1", strength: 0.6, ...span(at(17, 13, 20), 12) },
    ...lastingChanges({ swapped: at(5, 9), slow: at(2, 8) }),
  ];
}

const CYCLE_MS = 20 * MINUTE_MS;
const REGIONS_IN_TURN = ["ap-southeast-1", "us-east-1", "eu-central-1"];

/** The small degradation that keeps a running demo in motion, every twenty minutes in one region after the other, and what lasts. */
export function liveIncidents(nowMs: number): Incident[] {
  const cycle = Math.floor(nowMs / CYCLE_MS);
  const fromMs = cycle * CYCLE_MS + 4 * MINUTE_MS;
  const region = REGIONS_IN_TURN[cycle % REGIONS_IN_TURN.length] ?? null;
  return [
    { kind: "outage", model: "deepseek-v4-flash", region, strength: 0.3, fromMs, toMs: fromMs + 2 * MINUTE_MS },
    ...lastingChanges({ swapped: 0, slow: 0 }),
  ];
}

/** The incident that hits an attempt, or null. */
export function incidentAt(
  incidents: readonly Incident[],
  model: string,
  region: string,
  atMs: number,
): Incident | null {
  for (const incident of incidents) {
    if (atMs < incident.fromMs || atMs >= incident.toMs || incident.model !== model) continue;
    if (incident.region === null || incident.region === region) return incident;
  }
  return null;
}

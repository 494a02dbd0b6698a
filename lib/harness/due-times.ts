import { seededRandom } from "@/lib/domain/seeded-random";
import { SECOND_MS } from "@/lib/domain/time/units";
import type { Pattern } from "./pattern";

/** How far the rate of a day lies above its mean at noon, and below it at midnight, as a share of it. */
const DIURNAL_SWING = 0.8;
/** Between bursts it is silent for 0.5 to 1.5 times as long as on average, so that they keep no step with a limit's window. */
const BURST_JITTER = 0.5;

/** When each request of a schedule is due, in ms of the run's time, ascending without end; null of the closed loop, which has none. */
export function dueTimes(pattern: Pattern, seed: number): Iterable<number> | null {
  switch (pattern.kind) {
    case "steady":
      return null;
    case "open":
      return poisson(pattern.rate, seed);
    case "bursty":
      return bursts(pattern, seed);
    case "diurnal":
      return diurnal(pattern, seed);
  }
}

function* poisson(rate: number, seed: number): Generator<number> {
  const next = seededRandom(seed);
  for (let at = 0; ; ) {
    at += (-Math.log(1 - next()) / rate) * SECOND_MS;
    yield at;
  }
}

function* bursts({ rate, burst }: { rate: number; burst: number }, seed: number): Generator<number> {
  const next = seededRandom(seed);
  const everyMs = (burst / rate) * SECOND_MS;
  for (let at = 0; ; at += everyMs * (1 - BURST_JITTER + 2 * BURST_JITTER * next())) {
    for (let place = 0; place < burst; place++) yield at;
  }
}

/** By thinning (Lewis and Shedler, Naval Research Logistics Quarterly 26, 1979); a run begins at midnight of its day. */
function* diurnal(pattern: { rate: number; period_seconds: number }, seed: number): Generator<number> {
  const { rate, period_seconds: period } = pattern;
  const thin = seededRandom(seed ^ 0x5bd1e995);
  const most = 1 + DIURNAL_SWING;
  for (const at of poisson(rate * most, seed)) {
    const level = 1 - DIURNAL_SWING * Math.cos((2 * Math.PI * at) / (period * SECOND_MS));
    if (thin() * most < level) yield at;
  }
}

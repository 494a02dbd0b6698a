import type { Summary } from "../sketch/summary";
import { NO_TTFT } from "./recorded-attempts";
import type { WeighedAttempts } from "./weigh-attempts";
import { summarizeWeighted, type WeightedValues, weightedPart } from "./weighted-summary";

type Column = "ttftUs" | "durationUs";
type Counted = { n: number; values: Float64Array; weights: Float64Array };

/**
 * Latencies of successes, before and after.
 *
 * Nearly all attempts stay: those are sorted once for both sides, as plain numbers.
 */
export function latencies(weighed: readonly WeighedAttempts[], column: Column): { before: Summary; after: Summary } {
  const room = weighed.reduce((sum, { attempts }) => sum + attempts.n, 0);
  const staying = new Float64Array(room);
  let stayed = 0;
  const leaving = allocate(room);
  const standing = allocate(room);
  let squares = 0;
  for (const { attempts, before, stays, stoodFor } of weighed) {
    const { outcome, [column]: samples } = attempts;
    for (let index = 0; index < attempts.n; index++) {
      const sample = samples[index] ?? NO_TTFT;
      if (outcome[index] !== 0 || sample === NO_TTFT) continue;
      const one = stays[index] ?? 0;
      const more = stoodFor[index] ?? 0;
      if (one === 1) staying[stayed++] = sample;
      else if (before[index] === 1) add(leaving, sample, 1);
      if (more > 0) add(standing, sample, more);
      squares += (one + more) ** 2;
    }
  }
  const whole = staying.subarray(0, stayed).sort();
  const was: WeightedValues = { whole, part: sorted(leaving), squares: stayed + leaving.n };
  return { before: summarizeWeighted(was), after: summarizeWeighted({ whole, part: sorted(standing), squares }) };
}

function allocate(room: number): Counted {
  return { n: 0, values: new Float64Array(room), weights: new Float64Array(room) };
}

function add(to: Counted, value: number, weight: number): void {
  to.values[to.n] = value;
  to.weights[to.n] = weight;
  to.n += 1;
}

function sorted({ n, values, weights }: Counted) {
  return weightedPart(values.subarray(0, n), weights.subarray(0, n));
}

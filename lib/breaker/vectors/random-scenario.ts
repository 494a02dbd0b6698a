import type { DecisionPolicy } from "../decision";
import type { BreakerPolicy } from "../policy";
import type { Scenario, ScenarioStep } from "./run-scenario";

const SECOND = 1_000_000;
const START_US = 1_772_366_400 * SECOND;
const ROUNDS = 6;
const MODELS = ["a", "b", "c"];

/** Numbers from [0, 1), the same for the same seed (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A policy any admin might publish and traffic of its models, the same for the same seed.
 *
 * Windows are short, so that breakers move often. Ends mostly rise; some are late, some coincide. In two of five
 * scenarios a new policy is published half-way. Each of the six rounds of attempts ends in a decision.
 */
export function randomScenario(seed: number): Scenario {
  const random = seededRandom(seed);
  const whole = (min: number, max: number) => min + Math.floor(random() * (max - min + 1));
  const oneOf = <T>(...values: [T, ...T[]]) => values[whole(0, values.length - 1)] ?? values[0];

  const ramp = () => {
    const shares = Array.from({ length: whole(0, 3) }, () => whole(1, 99) / 100);
    return [...new Set(shares)].sort((a, b) => a - b).concat(1);
  };
  const failover = (): BreakerPolicy => ({
    latency: oneOf<BreakerPolicy["latency"]>(null, {
      metric: oneOf("ttft_ms", "duration_ms"),
      percentile: oneOf(1, 33.3, 50, 90, 95, 99, 99.9, 100),
      max_ms: oneOf(1, 2.5, 3.001, 4, 600_000),
    }),
    max_error_rate: oneOf(0, 0.005, 0.1, 0.25, 1 / 3, 0.5, 1),
    window_requests: whole(10, 30),
    window_seconds: whole(10, 60),
    min_requests: whole(1, 10),
    min_failures: whole(1, 6),
    cooldown_seconds: whole(1, 15),
    dwell_seconds: oneOf(0, 1, 5, 12, 25),
    ramp: ramp(),
  });
  const fallbacks = MODELS.slice(1, 1 + whole(0, 2));
  const regions = oneOf<DecisionPolicy["regions"]>({}, { eu: { primary: "c", fallbacks: ["a"] } });
  const policies = Array.from({ length: random() < 0.4 ? 2 : 1 }, () => {
    return { primary: "a", fallbacks, regions, failover: failover() };
  });

  const steps: ScenarioStep[] = [];
  let clockUs = START_US;
  for (let round = 0; round < ROUNDS; round++) {
    const policy = round < ROUNDS / 2 ? 0 : policies.length - 1;
    const failing = MODELS.map(() => oneOf(0, 0, 0.1, 0.5, 1));
    const slowest = whole(1, 5) * 1_000;
    for (let left = whole(10, 40); left > 0; left--) {
      const place = whole(0, MODELS.length - 1);
      const lateUs = random() < 0.15 ? whole(0, 20 * SECOND) : 0;
      clockUs += oneOf(0, whole(0, SECOND), whole(0, 2 * SECOND), random() < 0.1 ? whole(0, 30) * SECOND : 1);
      const durationUs = whole(0, slowest);
      const ttftUs = random() < 0.7 ? whole(0, durationUs) : null;
      const failed = random() < (failing[place] ?? 0) ? 1 : 0;
      steps.push({ policy, model: MODELS[place] ?? "a", attempt: [clockUs - lateUs, failed, durationUs, ttftUs] });
    }
    clockUs += whole(0, 20) * SECOND;
    const request_id = random() < 0.8 ? `request-${seed}-${round}` : null;
    steps.push({ policy, at_us: clockUs, request_id, random: random() });
  }
  return { name: `random ${seed}`, region: oneOf("global", "eu"), policies, steps };
}

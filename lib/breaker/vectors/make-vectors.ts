import type { DecisionPolicy } from "../decision";
import { fnv1a32 } from "../fnv1a";
import { rankOf } from "../nearest-rank";
import type { BreakerPolicy } from "../policy";
import { randomScenario } from "./random-scenario";
import { runScenario, type Scenario, type ScenarioStep } from "./run-scenario";
import { SAMPLE_POLICY as FAILOVER } from "./sample-policy";

const SECOND = 1_000_000;
const START_US = 1_772_366_400 * SECOND;

/** So small that a handful of attempts tells. */
const SMALL: BreakerPolicy = { ...FAILOVER, latency: null, window_requests: 10, min_requests: 5 };

const tier = (failover: BreakerPolicy): DecisionPolicy => ({
  primary: "a",
  fallbacks: ["b"],
  failover,
  regions: { eu: { primary: "b", fallbacks: ["c", "a"] } },
});

type AttemptOptions = {
  model?: string;
  failed?: boolean;
  durationUs?: number;
  ttftUs?: number | null;
  policy?: number;
};

function attempts(n: number, second: number, options: AttemptOptions = {}): ScenarioStep[] {
  const { model = "a", failed = false, durationUs = 900_000, ttftUs = 300_000, policy = 0 } = options;
  const endUs = START_US + Math.round(second * SECOND);
  return Array.from({ length: n }, () => ({
    policy,
    model,
    attempt: [endUs, failed ? 1 : 0, durationUs, failed ? null : ttftUs],
  }));
}
const failures = (n: number, second: number, options: AttemptOptions = {}) =>
  attempts(n, second, { ...options, failed: true });

function decision(
  second: number,
  options: { requestId?: string; random?: number; policy?: number } = {},
): ScenarioStep[] {
  const { requestId: request_id = null, random = 0.5, policy = 0 } = options;
  return [{ policy, at_us: START_US + Math.round(second * SECOND), request_id, random }];
}
const decisions = (n: number, second: number) =>
  Array.from({ length: n }, (_, index) => decision(second, { requestId: `request-${index}` })).flat();

type Given = Pick<Scenario, "name" | "steps"> & { region?: string; policies?: BreakerPolicy[] };
const scenario = ({ name, steps, region = "global", policies = [FAILOVER] }: Given): Scenario => {
  return { name, region, policies: policies.map(tier), steps };
};

const latency = (metric: "ttft_ms" | "duration_ms", percentile: number, max_ms: number): BreakerPolicy => {
  return { ...SMALL, latency: { metric, percentile, max_ms } };
};
const openAndWait = [...failures(5, 0), ...decision(60)];

const FILES: Record<string, Scenario[]> = {
  "error-rate": [
    scenario({
      name: "one failure in fifty opens at 0.5 %, nothing earlier; it cools down, climbs the ramp and closes",
      steps: [
        ...[...failures(1, 0), ...attempts(48, 1), ...decision(1), ...attempts(1, 2), ...decision(2)],
        ...[...failures(20, 30), ...decision(61.999_999), ...decision(62)],
        ...[...attempts(5, 63), ...attempts(25, 64), ...attempts(50, 95), ...decision(95)],
      ],
    }),
    scenario({
      name: "a rate equal to the limit is within it, and min_failures holds back",
      policies: [{ ...SMALL, max_error_rate: 0.2, min_failures: 3 }],
      steps: [...attempts(8, 0), ...failures(2, 1), ...attempts(8, 400), ...failures(2, 401), ...failures(1, 402)],
    }),
    scenario({
      name: "a verdict inside the dwell is dropped, and the window judged again at each attempt",
      policies: [SMALL],
      steps: [...openAndWait, ...failures(1, 65), ...failures(1, 89), ...decision(89.5), ...attempts(1, 90)],
    }),
  ],
  latency: [
    scenario({
      name: "a limit in decimals is compared as decimals; of the TTFT only streams are samples",
      policies: [latency("ttft_ms", 100, 800.1)],
      steps: [
        ...[...attempts(5, 0, { ttftUs: 800_100 }), ...attempts(9, 1, { ttftUs: null }), ...decision(1)],
        ...[...attempts(4, 2, { ttftUs: 800_101 }), ...attempts(1, 3, { ttftUs: 800_101 }), ...decision(3)],
      ],
    }),
    scenario({
      name: "of the duration every success is a sample, by its nearest rank",
      policies: [latency("duration_ms", 60, 900)],
      steps: [...attempts(3, 0), ...attempts(2, 1, { durationUs: 900_001 }), ...attempts(2, 2, { durationUs: 9e6 })],
    }),
  ],
  "late-attempts": [
    scenario({
      name: "late, it counts while it lies inside the window",
      policies: [SMALL],
      steps: [
        ...attempts(4, 400),
        ...failures(1, 99.999_999),
        ...attempts(1, 400),
        ...failures(1, 100),
        ...decision(400),
      ],
    }),
    scenario({
      name: "older than a full window it pushes nothing out; with the same end it joins behind and the first leaves",
      policies: [{ ...SMALL, max_error_rate: 0.1, min_failures: 2 }],
      steps: [
        ...[...failures(1, 10), ...attempts(9, 10), ...failures(3, 9), ...decision(10)],
        ...[...failures(1, 10), ...attempts(1, 10), ...failures(1, 10), ...decision(10)],
      ],
    }),
  ],
  "policy-changes": [
    scenario({
      name: "states are kept, and new numbers apply from the next attempt",
      policies: [{ ...SMALL, max_error_rate: 0.5 }, SMALL, { ...SMALL, ramp: [1], min_requests: 3 }],
      steps: [
        ...[...attempts(5, 0), ...failures(1, 1), ...decision(1, { policy: 1 }), ...attempts(1, 2, { policy: 1 })],
        ...[...decision(62, { policy: 1 }), ...attempts(1, 63, { policy: 1 }), ...attempts(3, 93, { policy: 2 })],
      ],
    }),
    scenario({
      name: "another metric counts the samples it finds",
      policies: [latency("ttft_ms", 50, 800), latency("duration_ms", 50, 800), latency("duration_ms", 50, 900)],
      steps: [...attempts(6, 0), ...attempts(1, 1, { policy: 2 }), ...attempts(1, 2, { policy: 1 })],
    }),
  ],
  decisions: [
    scenario({ name: "all closed", steps: [...decision(0), ...decision(1, { requestId: "é😀" })] }),
    scenario({
      name: "all open never means no answer",
      policies: [SMALL],
      steps: [...failures(5, 0), ...decision(1), ...failures(5, 2, { model: "b" }), ...decision(3)],
    }),
    scenario({
      name: "a region's override replaces primary and fallbacks",
      region: "eu",
      policies: [SMALL],
      steps: [...failures(5, 0, { model: "b" }), ...decision(1), ...failures(5, 2, { model: "c" }), ...decision(3)],
    }),
    scenario({
      name: "each step of the ramp takes its share of the requests, by their ids or at random",
      policies: [{ ...SMALL, ramp: [0.07, 0.5, 1] }],
      steps: [
        ...[
          ...openAndWait,
          ...decisions(60, 60),
          ...decision(60, { random: 0.07 }),
          ...decision(60, { random: 0.0699 }),
        ],
        ...[...attempts(1, 61), ...decisions(60, 61), ...attempts(3, 62), ...decisions(5, 62)],
        ...[...failures(5, 63, { model: "b" }), ...decisions(5, 64), ...attempts(5, 91), ...decision(91)],
      ],
    }),
  ],
  random: [1, 2, 3, 4, 5].map((seed) => randomScenario(seed)),
};

const TEXTS = ["", "a", "b", "foobar", "request-1", "é😀", "模型", "\ud800", "a\udc00b", "𝒳".repeat(3)];
const RANKS = [0.07, 0.1, 0.29, 1 / 3, 0.5, 0.57, 0.95, 0.99, 0.999, 1].flatMap((q) =>
  [1, 7, 50, 70, 100, 1_000, 100_000].map((n) => ({ q, n })),
);

/** The text of each file of vectors, by name: scenarios with all they lead to, one step a line; hashes and ranks. */
export function makeVectors(): Map<string, string> {
  const files = new Map<string, string>();
  for (const [name, scenarios] of Object.entries(FILES)) files.set(`${name}.json`, list(scenarios.map(scenarioText)));
  const hashes = TEXTS.map((text) => JSON.stringify({ text, fnv1a32: fnv1a32(text) }));
  const ranks = RANKS.map(({ q, n }) => JSON.stringify({ q, n, rank: rankOf(q, n) }));
  files.set("arithmetic.json", `{ "hashes": ${list(hashes)}, "ranks": ${list(ranks)} }\n`);
  return files;
}

function scenarioText(given: Scenario): string {
  const { steps, ...rest } = given;
  const head = JSON.stringify(rest).slice(0, -1);
  const lines = (values: readonly unknown[]) => list(values.map((value) => JSON.stringify(value)));
  return `${head},\n"steps": ${lines(steps)},\n"expect": ${lines(runScenario(given))}}`;
}

const list = (texts: readonly string[]) => `[\n${texts.join(",\n")}\n]`;

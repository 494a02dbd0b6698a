import { type Interval, wilsonInterval } from "@/lib/domain/statistics/proportion-interval";
import type { RunningProvider } from "@/lib/simulated-provider/start-provider";
import { GRADES, type Grade } from "./grade-run";
import { observeCall } from "./observe-call";
import type { RouteTarget } from "./route-target";
import { runScenario } from "./run-scenario";
import type { Scenario } from "./scenario";

const WARM_UP_CALLS = 6;
const WARM_UP_MS = 10_000;

/** What became of a scenario's runs. */
export type ScenarioScore = {
  id: string;
  title: string;
  origin: Scenario["origin"];
  runs: number;
  counts: Record<Grade, number>;
  /** Shares of runs that pass, and that mislead nobody: all but `fail`; with 95 % Wilson intervals. */
  passed: Interval;
  harmless: Interval;
  /** Why runs did not pass, the most frequent first. */
  reasons: readonly { reason: string; runs: number }[];
};

export type SuiteOptions = {
  scenarios: readonly Scenario[];
  running: RunningProvider;
  target: RouteTarget;
  repeat: number;
  /** How many scenarios run at a time; the runs of one follow each other. */
  parallel: number;
  onScore?: (score: ScenarioScore) => void;
};

/** Runs every scenario so many times and scores them, in the order they were given. */
export async function runSuite(options: SuiteOptions): Promise<ScenarioScore[]> {
  const { scenarios, running, parallel, onScore } = options;
  await warmUp(running);
  const scores = new Map<string, ScenarioScore>();
  const waiting = [...scenarios];
  const work = async () => {
    for (let scenario = waiting.shift(); scenario; scenario = waiting.shift()) {
      const score = await scoreScenario(scenario, options);
      scores.set(scenario.id, score);
      onScore?.(score);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, scenarios.length) }, work));
  return scenarios.flatMap(({ id }) => scores.get(id) ?? []);
}

/** The first calls of a process take as long as those of a slow model; they are nobody's. */
async function warmUp(running: RunningProvider): Promise<void> {
  const route = {
    baseUrl: `${running.url}/warm-up/v1`,
    model: "glm-4-9b",
    headers: { authorization: "Bearer faults" },
  };
  for (let n = 0; n < WARM_UP_CALLS; n++) {
    const call = { prompt: `Warm up, ${n}`, isStreamed: n % 2 === 0, leavesAfterMs: null, hangsAfterMs: WARM_UP_MS };
    await observeCall({ ...call, route: { ...route, remove: async () => undefined } });
  }
}

async function scoreScenario(scenario: Scenario, options: SuiteOptions): Promise<ScenarioScore> {
  const { running, target, repeat: runs } = options;
  const counts: Record<Grade, number> = { pass: 0, partial: 0, safe: 0, fail: 0 };
  const reasons = new Map<string, number>();
  for (let repeat = 0; repeat < runs; repeat++) {
    const run = await runScenario(scenario, { running, target, repeat });
    counts[run.grade] += 1;
    for (const reason of run.reasons) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const shareOf = (hits: number): Interval => wilsonInterval({ hits, n: runs }) ?? { value: 0, low: 0, high: 1 };
  return {
    ...{ id: scenario.id, title: scenario.title, origin: scenario.origin, runs, counts },
    passed: shareOf(counts.pass),
    harmless: shareOf(runs - counts.fail),
    reasons: [...reasons].map(([reason, n]) => ({ reason, runs: n })).sort((a, b) => b.runs - a.runs),
  };
}

/** The one grade a scenario is given: that of its worst run. */
export function gradeOf({ counts }: ScenarioScore): Grade {
  return GRADES.findLast((grade) => counts[grade] > 0) ?? "pass";
}

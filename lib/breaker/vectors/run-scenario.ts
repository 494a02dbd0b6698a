import { type BreakerEvent, breakerStats, initialBreaker, type LiveBreaker, takeAttempt, takeTick } from "../breaker";
import { candidatesOf, type Decision, type DecisionPolicy, decide } from "../decision";

/** An attempt of a model (end in epoch µs, failed 0 or 1, duration and TTFT in µs), or a decision at a moment. */
export type ScenarioStep =
  | {
      policy: number;
      model: string;
      attempt: [endUs: number, failed: 0 | 1, durationUs: number, ttftUs: number | null];
    }
  | { policy: number; at_us: number; request_id: string | null; random: number };

/** What happens to the breakers of one tier and region; each step names the active policy by its place. */
export type Scenario = { name: string; region: string; policies: DecisionPolicy[]; steps: ScenarioStep[] };

export type ScenarioEvent = {
  model: string;
  at_us: number;
  from: string;
  to: string;
  reason: string;
  n: number;
  failures: number;
  value: number | null;
  threshold: number | null;
  window_from_us: number | null;
};
type ScenarioCandidate = {
  model: string;
  status: string;
  step: number;
  n: number;
  failures: number;
  latency_ms: number | null;
};
/** What a step led to; steps that led to nothing have none. */
export type ScenarioOutcome = {
  step: number;
  events: ScenarioEvent[];
  decision?: Decision;
  candidates?: ScenarioCandidate[];
};

/** Every transition and decision of a scenario. A decision moves the clock of its candidates first, as the server's does. */
export function runScenario({ region, policies, steps }: Scenario): ScenarioOutcome[] {
  const breakers = new Map<string, LiveBreaker>();
  const breakerOf = (model: string) => {
    const breaker = breakers.get(model) ?? initialBreaker();
    breakers.set(model, breaker);
    return breaker;
  };
  const outcomes: ScenarioOutcome[] = [];
  steps.forEach((given, step) => {
    const policy = policies[given.policy];
    if (!policy) throw new RangeError(`Step ${step} names no policy of the scenario`);
    const { failover } = policy;
    if ("attempt" in given) {
      const [endUs, failed, durationUs, ttftUs] = given.attempt;
      const attempt = { endUs, failed: failed === 1, durationUs, ttftUs };
      const events = takeAttempt(breakerOf(given.model), attempt, failover);
      if (events.length > 0) outcomes.push({ step, events: events.map((event) => reportedEvent(given.model, event)) });
      return;
    }
    const models = candidatesOf(policy, region);
    const events = models.flatMap((model) =>
      takeTick(breakerOf(model), given.at_us, failover).map((event) => reportedEvent(model, event)),
    );
    const { request_id: requestId, random } = given;
    const decision = decide({ policy, region, requestId, healthOf: breakerOf, random: () => random });
    const candidates = models.map((model) => {
      const { n, failures, latencyMs } = breakerStats(breakerOf(model), failover);
      const { status, step } = breakerOf(model);
      return { model, status, step, n, failures, latency_ms: latencyMs };
    });
    outcomes.push({ step, events, decision, candidates });
  });
  return outcomes;
}

function reportedEvent(model: string, event: BreakerEvent): ScenarioEvent {
  const { atUs, from, to, reason, n, failures, value, threshold, windowFromUs } = event;
  return { model, at_us: atUs, from, to, reason, n, failures, value, threshold, window_from_us: windowFromUs };
}

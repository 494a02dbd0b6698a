import { setTimeout as delay } from "node:timers/promises";
import { faultSchema } from "@/lib/simulated-provider/fault-schema";
import type { RunningProvider } from "@/lib/simulated-provider/start-provider";
import { type GradedRun, gradeRun, HANGS_AFTER } from "./grade-run";
import type { Observation, SeenByModel } from "./observation";
import { observeCall } from "./observe-call";
import type { Candidate, RouteSetup, RouteTarget } from "./route-target";
import type { Scenario } from "./scenario";

const PRIMARY = "deepseek-v4-flash";
const FALLBACK = "qwen3-32b";
/** How soon after the last call a provider must have noticed that nobody waits any more, in real ms. */
const SETTLE_MS = 250;
const SETTLE_STEP_MS = 10;

/** Where a scenario's candidates are, and what is asked of a router: the same for whoever configures one by hand. */
export function routeSetup(scenario: Scenario, providerUrl: string, timeScale: number): RouteSetup {
  const { id, limits, isSameModel } = scenario;
  const candidate = (role: string, model: string): Candidate => {
    const region = `${id}.${role}`;
    return { baseUrl: `${providerUrl}/${region}/v1`, model, region };
  };
  const real = (ms: number) => Math.max(1, Math.round(ms * timeScale));
  return {
    name: id,
    candidates: [candidate("primary", PRIMARY), candidate("fallback", isSameModel ? PRIMARY : FALLBACK)],
    limits: {
      ...limits,
      firstTokenMs: real(limits.firstTokenMs),
      idleMs: real(limits.idleMs),
      timeoutMs: real(limits.timeoutMs),
      cooldownMs: real(limits.cooldownMs),
    },
  };
}

/** Runs a scenario once, from its faults to its grade. Runs of the same scenario must not overlap. */
export async function runScenario(
  scenario: Scenario,
  { running, target, repeat }: { running: RunningProvider; target: RouteTarget; repeat: number },
): Promise<GradedRun> {
  const { faults, state, clock } = running.provider;
  const timeScale = clock.realMs(1);
  const setup = routeSetup(scenario, running.url, timeScale);
  const [primary, fallback = primary] = setup.candidates;
  const route = await target.declare(setup);
  const before = { primary: seenBy(primary), fallback: seenBy(fallback) };
  const added = [
    ...scenario.primary.map((fault) => add(fault, primary)),
    ...scenario.fallback.map((fault) => add(fault, fallback)),
  ];
  try {
    const calls = await makeCalls();
    await settle();
    return gradeRun({
      ...{ scenario, calls, timeScale, models: { primary: primary.model, fallback: fallback.model } },
      seen: { primary: since(before.primary, primary), fallback: since(before.fallback, fallback) },
    });
  } finally {
    for (const id of added) faults.remove(id);
    await route.remove();
  }

  function add(fault: Scenario["primary"][number], { region, model }: Candidate): number {
    return faults.add(faultSchema.parse({ ...fault, region, model }), clock.nowMs()).id;
  }

  async function makeCalls(): Promise<Observation[]> {
    const calls: Observation[] = [];
    const beganMs = performance.now();
    for (let n = 0; n < scenario.calls; n++) {
      const waitMs = n * clock.realMs(scenario.everyMs) - (performance.now() - beganMs);
      if (waitMs > 0) await delay(waitMs);
      calls.push(
        await observeCall({
          ...{ route, isStreamed: scenario.isStreamed },
          leavesAfterMs: scenario.leavesAfterMs === null ? null : clock.realMs(scenario.leavesAfterMs),
          prompt: `Say something, ${repeat}.${n}`,
          hangsAfterMs: clock.realMs(scenario.expect.withinMs) * HANGS_AFTER + 1_000,
        }),
      );
    }
    return calls;
  }

  async function settle(): Promise<void> {
    const untilMs = performance.now() + SETTLE_MS;
    const isBusy = () => seenBy(primary).inFlight + seenBy(fallback).inFlight > 0;
    while (isBusy() && performance.now() < untilMs) await delay(SETTLE_STEP_MS);
  }

  function seenBy(candidate: Candidate): SeenByModel {
    const { requests, answered, cancelled, in_flight } = state.of(candidate);
    return { requests, answered, cancelled, inFlight: in_flight };
  }

  function since(earlier: SeenByModel, candidate: Candidate): SeenByModel {
    const { requests, answered, cancelled, inFlight } = seenBy(candidate);
    return {
      requests: requests - earlier.requests,
      answered: answered - earlier.answered,
      cancelled: cancelled - earlier.cancelled,
      inFlight,
    };
  }
}

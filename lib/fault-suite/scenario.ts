import type { FaultInput } from "@/lib/simulated-provider/fault-schema";
import type { RouteLimits } from "./route-target";

/** A fault of one candidate's; where it is, the run decides. */
type ScenarioFault = Omit<FaultInput, "model" | "region">;

/** What must come of every call of a scenario, and of all of them together. Times are simulated. */
type Expectation = {
  /** A whole answer, or this very error. */
  answer: "whole" | { status: number; code: string };
  /** Each call ends within it. */
  withinMs: number;
  /** Who answers the last call; null where both may. */
  answeredBy: "primary" | "fallback" | null;
  /** The usage is that of the answer; where the provider reports none it is unknown, never 0. */
  usage: "exact" | "unknown";
  /** Requests per call, at most. */
  primaryMax: number;
  fallbackMax: number;
  /** What names the weights reaches the caller. */
  hasFingerprint?: boolean;
};

export type Scenario = {
  id: string;
  title: string;
  /** Of the public benchmark's list, or ours. */
  origin: "public" | "own";
  /** What the provider does, what the caller must see, and what the provider must see. */
  provider: string;
  caller: string;
  seen: string;
  primary: readonly ScenarioFault[];
  fallback: readonly ScenarioFault[];
  /** The fallback is the same model in another region. */
  isSameModel: boolean;
  isStreamed: boolean;
  calls: number;
  /** From the beginning of one call to that of the next; 0: one follows the other. */
  everyMs: number;
  /** The caller leaves after so long; null: when the call ends. */
  leavesAfterMs: number | null;
  limits: RouteLimits;
  expect: Expectation;
};

const DEFAULT_LIMITS: RouteLimits = {
  ...{ firstTokenMs: 8_000, idleMs: 8_000, timeoutMs: 60_000 },
  ...{ maxAttempts: 3, onBreak: "buffer", cooldownMs: 10_000 },
};

type Facts = Pick<Scenario, "id" | "title" | "provider" | "caller" | "seen">;
type Given = Facts & Partial<Omit<Scenario, "expect" | "origin">> & { expect?: Partial<Expectation> };

/** A scenario of one streamed call that must be answered whole within half a minute. */
export function scenario(origin: Scenario["origin"], { expect, ...given }: Given): Scenario {
  return {
    ...{ origin, primary: [], fallback: [], isSameModel: false, isStreamed: true, calls: 1, everyMs: 0 },
    ...{ leavesAfterMs: null, limits: DEFAULT_LIMITS, ...given },
    expect: {
      ...{ answer: "whole", withinMs: 30_000, answeredBy: null, usage: "exact", primaryMax: 2, fallbackMax: 1 },
      ...expect,
    },
  };
}

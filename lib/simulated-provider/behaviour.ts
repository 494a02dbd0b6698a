import { drawLatency } from "@/lib/domain/simulation/draw-latency";
import type { Random } from "@/lib/domain/simulation/random";
import { SECOND_MS } from "@/lib/domain/time/units";
import type { Call } from "./call";
import { FAULTS, type FaultKind, type FaultSetting, type FaultSettings } from "./fault-kinds";
import { REFUSALS, type Refusal } from "./refusal";
import type { SimulatedModel } from "./simulated-models";

/** What goes wrong within an answer, after so many of its tokens. */
type Break = { kind: "cut" | "stall" | "malformed" | "error"; afterTokens: number; stallMs: number };

/** How a call is met; times are simulated milliseconds. */
export type Behaviour = {
  /** The connection is reset. */
  isReset: boolean;
  refusal: Refusal | null;
  /** Until a refusal is sent. */
  refusalMs: number;
  ttftMs: number;
  tokensPerMs: number;
  tokens: number | null;
  swapFactor: number | null;
  breaks: Break | null;
  hasUsage: boolean;
  hasEndMark: boolean;
};

/** A fault that meets a call: since when it has been there, and how busy the model is. */
export type Meeting = { kind: FaultKind; settings: FaultSettings; sinceMs: number; inFlight: number };

const REFUSAL_MS = { median: 40, sigma: 0.5 };
const CUT_STREAM_TOKENS = 60;
/** The share of an outage's calls that get no answer instead of an error. */
const SILENT_SHARE = 0.25;

/** How a model meets a call on a good day. Refusals come fast. */
export function healthyBehaviour(model: SimulatedModel, call: Call, random: Random): Behaviour {
  return {
    ...drawLatency(model.profile, { region: call.region }, random),
    refusalMs: random.logNormal(REFUSAL_MS.median, REFUSAL_MS.sigma),
    ...{ isReset: false, refusal: null, tokens: null, swapFactor: null, breaks: null },
    ...{ hasUsage: true, hasEndMark: true },
  };
}

/** The same behaviour as a fault bends it. */
export function bendBehaviour(before: Behaviour, meeting: Meeting, call: Call, random: Random): Behaviour {
  const defaults: FaultSettings = FAULTS[meeting.kind].settings;
  const setting = (name: FaultSetting) => meeting.settings[name] ?? defaults[name] ?? 0;
  return { ...before, ...BENDS[meeting.kind]({ before, meeting, call, random, setting }) };
}

type Bend = (input: {
  before: Behaviour;
  meeting: Meeting;
  call: Call;
  random: Random;
  setting: (name: FaultSetting) => number;
}) => Partial<Behaviour>;

const refuse =
  (refusal: Refusal): Bend =>
  () => ({ refusal });
const slow = ({ ttftMs, tokensPerMs }: Behaviour, factor: number) => ({
  ttftMs: ttftMs * factor,
  tokensPerMs: tokensPerMs / factor,
});
const rateLimit: Bend = ({ setting }) => ({ refusal: REFUSALS.rateLimited(setting("retry_after_seconds")) });
const silence: Bend = ({ setting }) => ({ refusal: REFUSALS.timeout, refusalMs: setting("delay_seconds") * SECOND_MS });
const breakOff =
  (kind: Break["kind"]): Bend =>
  ({ setting }) => {
    const afterTokens = setting("after_tokens");
    // An answer must be longer than the place where it breaks.
    const tokens = Math.max(CUT_STREAM_TOKENS, afterTokens + 1);
    return { tokens, breaks: { kind, afterTokens, stallMs: setting("delay_seconds") * SECOND_MS } };
  };

const BENDS: Readonly<Record<FaultKind, Bend>> = {
  "rate-limited-once": rateLimit,
  "rate-limited": rateLimit,
  "server-error-once": refuse(REFUSALS.serverError),
  unavailable: refuse(REFUSALS.unavailable),
  "unavailable-for-a-minute": refuse(REFUSALS.unavailable),
  "reset-before-headers": () => ({ isReset: true }),
  "no-answer": silence,
  "slow-first-token": ({ before, setting }) => ({
    ttftMs: Math.max(before.ttftMs, setting("delay_seconds") * SECOND_MS),
  }),
  "cut-stream": breakOff("cut"),
  "stalled-stream": breakOff("stall"),
  "malformed-chunk": breakOff("malformed"),
  "error-in-stream": breakOff("error"),
  "missing-done": () => ({ hasEndMark: false }),
  "missing-usage": () => ({ hasUsage: false }),
  "context-length-exceeded": refuse(REFUSALS.contextLength),
  "content-policy-violation": refuse(REFUSALS.contentPolicy),
  "refused-prefill": ({ before, call }) => ({ refusal: call.isPrefilled ? REFUSALS.prefill : before.refusal }),
  "rare-errors": refuse(REFUSALS.serverError),
  // By chance of its own, since how many it hits depends on how long it has been there.
  "creeping-p99": ({ before, meeting, setting, random }) => {
    const grown = Math.min(1, meeting.sinceMs / (setting("over_seconds") * SECOND_MS));
    return random.chance(setting("share") * grown) ? { ttftMs: before.ttftMs * setting("factor") } : {};
  },
  "swapped-checkpoint": ({ setting }) => ({ swapFactor: setting("factor") }),
  // As a queue in front of a fixed number of machines grows.
  overload: ({ before, meeting, setting }) => slow(before, setting("factor") * (1 + meeting.inFlight / 10)),
  outage: (input) => (input.random.chance(SILENT_SHARE) ? silence(input) : { refusal: REFUSALS.unavailable }),
};

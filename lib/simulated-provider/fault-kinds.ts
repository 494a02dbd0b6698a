import { DAY_SECONDS, HOUR_SECONDS } from "@/lib/domain/time/units";

const MINUTE_SECONDS = 60;

/** The settings a fault may have, and what each may be. Seconds and calls are simulated ones. */
export const SETTING_BOUNDS = {
  /** Of the calls it meets, by chance. */
  share: { min: 0, max: 1, whole: false },
  /** How many calls it hits before it is used up. */
  times: { min: 1, max: 1_000_000, whole: true },
  factor: { min: 1, max: 1_000, whole: false },
  after_tokens: { min: 0, max: 10_000, whole: true },
  delay_seconds: { min: 0, max: HOUR_SECONDS, whole: false },
  retry_after_seconds: { min: 1, max: DAY_SECONDS, whole: true },
  over_seconds: { min: 1, max: 7 * DAY_SECONDS, whole: false },
} as const;
export type FaultSetting = keyof typeof SETTING_BOUNDS;
export type FaultSettings = Readonly<Partial<Record<FaultSetting, number>>>;

export type FaultKind = keyof typeof FAULTS;

type FaultFacts = { title: string; settings: FaultSettings; durationSeconds?: number };

/** Everything that can be wrong with a provider: the settings each has, with what they are if not given. */
export const FAULTS = {
  "rate-limited-once": { title: "429 with Retry-After, once", settings: { times: 1, retry_after_seconds: 2 } },
  "rate-limited": { title: "429 always", settings: { share: 1, retry_after_seconds: 20 } },
  "server-error-once": { title: "500 once", settings: { times: 1 } },
  unavailable: { title: "503 always", settings: { share: 1 } },
  "unavailable-for-a-minute": {
    title: "503 for a minute, then healthy",
    settings: { share: 1 },
    durationSeconds: MINUTE_SECONDS,
  },
  "reset-before-headers": { title: "The connection is reset before any headers", settings: { share: 1 } },
  "no-answer": { title: "No answer for 120 s, then 504", settings: { share: 1, delay_seconds: 120 } },
  "slow-first-token": { title: "The first token after 20 s", settings: { share: 1, delay_seconds: 20 } },
  "cut-stream": { title: "The stream is cut after 40 of 60 tokens", settings: { share: 1, after_tokens: 40 } },
  "stalled-stream": {
    title: "Silent for 30 s after 20 tokens",
    settings: { share: 1, after_tokens: 20, delay_seconds: 30 },
  },
  "malformed-chunk": { title: "The tenth chunk is no JSON", settings: { share: 1, after_tokens: 8 } },
  "missing-done": { title: "The stream ends without its end mark", settings: { share: 1 } },
  "error-in-stream": {
    title: "An error event within a stream of status 200",
    settings: { share: 1, after_tokens: 12 },
  },
  "missing-usage": { title: "No usage is reported", settings: { share: 1 } },
  "context-length-exceeded": { title: "400 context_length_exceeded", settings: { share: 1 } },
  "content-policy-violation": { title: "400 content_policy_violation", settings: { share: 1 } },
  "refused-prefill": { title: "400 for a call that ends with the assistant's own words", settings: { share: 1 } },
  "rare-errors": { title: "0.6 % of calls fail with 500", settings: { share: 0.006 } },
  "creeping-p99": {
    title: "Ever more calls, up to 5 % after 10 minutes, take ten times as long to begin",
    settings: { share: 0.05, factor: 10, over_seconds: 10 * MINUTE_SECONDS },
  },
  "swapped-checkpoint": {
    title: "Other weights behind the same name: answers half again as long, by another fingerprint",
    settings: { share: 1, factor: 1.5 },
  },
  overload: {
    title: "Answers ever more slowly instead of refusing, the more calls are in flight",
    settings: { share: 1, factor: 8 },
  },
  outage: {
    title: "Three of four calls get 503, the fourth no answer for 120 s",
    settings: { share: 1, delay_seconds: 120 },
  },
} as const satisfies Readonly<Record<string, FaultFacts>>;

export const FAULT_KINDS = Object.keys(FAULTS) as [FaultKind, ...FaultKind[]];

/** Faults that anyone calls into being, by asking a model of the name `fault:KIND` or `fault:KIND/MODEL`. */
export const FAULT_PREFIX = "fault:";

/** What a kind of fault is if nobody says otherwise. */
export function faultFacts(kind: FaultKind): FaultFacts {
  return FAULTS[kind];
}

/** What a model's name says: the fault it asks for, or null, and the model whose latency it has; undefined where no fault is so called. */
export function readFaultName(name: string): { kind: FaultKind | null; model: string | null } | undefined {
  if (!name.startsWith(FAULT_PREFIX)) return { kind: null, model: name };
  const [called = "", ...rest] = name.slice(FAULT_PREFIX.length).split("/");
  const kind = FAULT_KINDS.find((each) => each === called);
  return kind && { kind, model: rest.length > 0 ? rest.join("/") : null };
}

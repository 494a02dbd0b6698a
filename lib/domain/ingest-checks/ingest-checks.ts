/** What is counted of the attempts that arrive, to find out whether what a router sends can be true. */
export const INGEST_COUNTS = [
  "records",
  "streams",
  "streams_with_ttft",
  "ttft_is_duration",
  "streams_without_usage",
  "timed_outputs",
  "too_fast",
  "with_usage",
  "cached_over_input",
  "with_reported_cost",
  "free_with_tokens",
  "ahead_of_clock",
  "off_by_hours",
  "traced",
  "counted_twice",
  "unpriced",
] as const;
type IngestCount = (typeof INGEST_COUNTS)[number];
export type IngestCounts = Record<IngestCount, number>;

export const INGEST_CHECKS = [
  "ttft_is_duration",
  "streams_without_ttft",
  "streams_without_usage",
  "free_with_tokens",
  "cached_over_input",
  "too_fast",
  "clock",
  "time_zone",
  "counted_twice",
  "unpriced",
] as const;
export type IngestCheckName = (typeof INGEST_CHECKS)[number];

export const CHECK_STATES = ["pass", "warn", "fail", "too_few"] as const;
export type CheckState = (typeof CHECK_STATES)[number];

type IngestCheck = {
  /** How many attempts speak against it, of how many that can. */
  bad: (counts: IngestCounts) => number;
  of: (counts: IngestCounts) => number;
  /** Shares from which on it warns and fails. */
  warn: number;
  fail: number;
};

const of = (n: IngestCount, bad: IngestCount, warn: number, fail: number): IngestCheck => {
  return { bad: (counts) => counts[bad], of: (counts) => counts[n], warn, fail };
};

/** The tests that run on what arrives, each with the shares that warn and fail. */
export const INGEST_CHECK: Readonly<Record<IngestCheckName, IngestCheck>> = {
  ttft_is_duration: of("streams_with_ttft", "ttft_is_duration", 0.05, 0.5),
  streams_without_ttft: {
    bad: (counts) => counts.streams - counts.streams_with_ttft,
    of: (counts) => counts.streams,
    warn: 0.2,
    fail: 0.9,
  },
  streams_without_usage: of("streams", "streams_without_usage", 0.05, 0.5),
  free_with_tokens: of("with_reported_cost", "free_with_tokens", 0.01, 0.5),
  cached_over_input: of("with_usage", "cached_over_input", 0.001, 0.05),
  too_fast: of("timed_outputs", "too_fast", 0.01, 0.5),
  clock: of("records", "ahead_of_clock", 0.01, 0.2),
  time_zone: of("records", "off_by_hours", 0.25, 0.75),
  counted_twice: of("traced", "counted_twice", 0.01, 0.2),
  unpriced: of("records", "unpriced", 0.01, 0.5),
};

/** Under so many attempts that can fail a test nothing is said of it. */
const CHECK_MIN = 20;

/** What arrived in one hour, `startsAt` in epoch ms. */
export type IngestHour = { startsAt: number; counts: IngestCounts };

export type JudgedCheck = {
  name: IngestCheckName;
  state: CheckState;
  bad: number;
  n: number;
  /** Where it warns or fails: the start of the first hour of the unbroken run of hours that do. */
  since: number | null;
};

/**
 * What a test says of the latest hours, given newest first: only as many are looked at as bring CHECK_MIN attempts, so
 * that a corrected router passes again within the hour.
 */
export function judgeCheck(name: IngestCheckName, hours: readonly IngestHour[]): JudgedCheck {
  const check = INGEST_CHECK[name];
  let bad = 0;
  let n = 0;
  let used = 0;
  for (const { counts } of hours) {
    if (n >= CHECK_MIN) break;
    bad += check.bad(counts);
    n += check.of(counts);
    used++;
  }
  const state = stateOf(check, bad, n);
  return { name, state, bad, n, since: state === "warn" || state === "fail" ? sinceOf(check, hours, used) : null };
}

function stateOf({ warn, fail }: IngestCheck, bad: number, n: number): CheckState {
  if (n < CHECK_MIN) return "too_few";
  if (bad / n >= fail) return "fail";
  return bad / n >= warn ? "warn" : "pass";
}

/** Hours with too few attempts say nothing and break no run. */
function sinceOf(check: IngestCheck, hours: readonly IngestHour[], used: number): number | null {
  let since = hours[used - 1]?.startsAt ?? null;
  for (const { startsAt, counts } of hours.slice(used)) {
    const state = stateOf(check, check.bad(counts), check.of(counts));
    if (state === "pass") break;
    if (state !== "too_few") since = startsAt;
  }
  return since;
}

export function noIngestCounts(): IngestCounts {
  return Object.fromEntries(INGEST_COUNTS.map((name) => [name, 0])) as IngestCounts;
}

import { BREAKER_STATUSES, type BreakerState, type BreakerStatus } from "./breaker";
import type { BreakerAttempt } from "./breaker-feed";
import { windowAttempts, windowOf } from "./breaker-window";

/** A breaker as JSON: short keys, and the window as one text, four base-36 numbers an attempt, ends as differences. */
export type EncodedBreaker = {
  s: BreakerStatus;
  i: number;
  t: number | null;
  c: number | null;
  o: { n: number; f: number; l: number | null } | null;
  w: string;
};

/** Compact JSON of a breaker; decoding gives an equal one. */
export function encodeBreaker(state: BreakerState): EncodedBreaker {
  const { status, step, sinceUs, clockUs, window, opened } = state;
  return {
    s: status,
    i: step,
    t: sinceUs,
    c: clockUs,
    o: opened && { n: opened.n, f: opened.failures, l: opened.latencyMs },
    w: packAttempts(windowAttempts(window)),
  };
}

/** The breaker again, or null for what encodeBreaker does not write. */
export function decodeBreaker(value: unknown): BreakerState | null {
  if (!isEncoded(value)) return null;
  const { s: status, i: step, t: sinceUs, c: clockUs, o: opened, w: packed } = value;
  return {
    status,
    step,
    sinceUs,
    clockUs,
    opened: opened && { n: opened.n, failures: opened.f, latencyMs: opened.l },
    window: windowOf(unpackAttempts(packed)),
  };
}

function packAttempts(attempts: readonly BreakerAttempt[]): string {
  let before = 0;
  return attempts
    .map(({ endUs, failed, durationUs, ttftUs }) => {
      const numbers = [endUs - before, failed ? 1 : 0, durationUs, ttftUs ?? -1];
      before = endUs;
      return numbers.map((number) => number.toString(36)).join(" ");
    })
    .join(" ");
}

function unpackAttempts(packed: string): BreakerAttempt[] {
  if (packed === "") return [];
  const numbers = packed.split(" ").map((text) => Number.parseInt(text, 36));
  const attempts: BreakerAttempt[] = [];
  let endUs = 0;
  for (let i = 0; i + 3 < numbers.length; i += 4) {
    endUs += numbers[i] ?? 0;
    const ttftUs = numbers[i + 3] ?? -1;
    const failed = numbers[i + 1] === 1;
    attempts.push({ endUs, failed, durationUs: numbers[i + 2] ?? 0, ttftUs: ttftUs < 0 ? null : ttftUs });
  }
  return attempts;
}

// Only this module writes the text it reads, so a status and a window are proof enough of the rest.
function isEncoded(value: unknown): value is EncodedBreaker {
  if (typeof value !== "object" || value === null || !("w" in value) || !("s" in value)) return false;
  return typeof value.w === "string" && BREAKER_STATUSES.some((status) => status === value.s);
}

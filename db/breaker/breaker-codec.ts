import { BREAKER_STATUSES, type BreakerState, type BreakerStatus, type LiveBreaker } from "@/lib/breaker/breaker";
import { BreakerWindow } from "@/lib/breaker/window";
import { packAttempts, unpackAttempts } from "../schema/pack-attempts";

/** A breaker as JSON: short keys, and the attempts of its window packed. */
export type EncodedBreaker = {
  s: BreakerStatus;
  i: number;
  t: number | null;
  c: number | null;
  o: { n: number; f: number; l: number | null } | null;
  p: string;
};

/** Compact JSON of a breaker; decoding gives an equal one. */
export function encodeBreaker({ status, step, sinceUs, clockUs, window, opened }: BreakerState): EncodedBreaker {
  return {
    s: status,
    i: step,
    t: sinceUs,
    c: clockUs,
    o: opened && { n: opened.n, f: opened.failures, l: opened.latencyMs },
    p: packAttempts(window.toNumbers()),
  };
}

/**
 * The breaker again, or null for what encodeBreaker does not write.
 *
 * One of an older release, which wrote its window in another way, keeps all but its window.
 */
export function decodeBreaker(value: unknown): LiveBreaker | null {
  if (!isEncoded(value)) return null;
  const { s: status, i: step, t: sinceUs, c: clockUs, o: opened, p: packed } = value;
  return {
    status,
    step,
    sinceUs,
    clockUs,
    opened: opened && { n: opened.n, failures: opened.f, latencyMs: opened.l },
    window: new BreakerWindow(packed === undefined ? [] : unpackAttempts(packed)),
  };
}

type ReadBreaker = Omit<EncodedBreaker, "p"> & { p?: string };

// Only this module writes the text it reads, so a status and a window are proof enough of the rest.
function isEncoded(value: unknown): value is ReadBreaker {
  if (typeof value !== "object" || value === null || !("s" in value)) return false;
  const hasWindow = "p" in value ? typeof value.p === "string" : "w" in value;
  return hasWindow && BREAKER_STATUSES.some((status) => status === value.s);
}

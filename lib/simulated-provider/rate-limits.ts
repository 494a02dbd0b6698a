import type { z } from "zod";
import { type Bucket, type BucketRate, fullBucket, refillBucket } from "@/lib/domain/access/token-bucket";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/time/units";
import type { limitsSchema } from "./fault-schema";

export type Limits = z.output<typeof limitsSchema>;
type Place = { model: string; region: string };

/** What is left of one limit; reset is when all of it is there again. */
export type LimitState = { limit: number; remaining: number; resetMs: number };
export type Admission = {
  /** Seconds until the call would be taken, null where it is. */
  retryAfterSeconds: number | null;
  requests: LimitState | null;
  tokens: LimitState | null;
};

export type RateLimits = {
  set: (limits: Limits) => void;
  list: () => readonly Limits[];
  clear: () => void;
  /** Takes a call's request and tokens from what its model has left in its region, or nothing if one is not enough. */
  admit: (place: Place, need: { tokens: number; inFlight: number; nowMs: number }) => Admission;
};

/** Until a place is free nobody can know; a second is what providers say. */
const BUSY_SECONDS = 1;

/** Limits by token buckets that hold a minute's worth, as OpenAI and Anthropic keep them. The most specific limits hold. */
export function createRateLimits(initial: readonly Limits[] = []): RateLimits {
  let all: Limits[] = [...initial];
  const buckets = new Map<string, Bucket>();

  const isFor = (limits: Limits, { model, region }: Place) =>
    (limits.model ?? model) === model && (limits.region ?? region) === region;
  const rank = (limits: Limits) => (limits.model === undefined ? 0 : 2) + (limits.region === undefined ? 0 : 1);

  function refilledBucket(kind: string, { model, region }: Place, rate: BucketRate, nowMs: number): Bucket {
    const key = JSON.stringify([kind, region, model]);
    const bucket = buckets.get(key) ?? fullBucket(rate, nowMs);
    buckets.set(key, bucket);
    refillBucket(bucket, rate, nowMs);
    return bucket;
  }

  return {
    set(limits) {
      const isSame = (other: Limits) => other.model === limits.model && other.region === limits.region;
      all = [...all.filter((other) => !isSame(other)), limits];
      buckets.clear();
    },
    list: () => all,
    clear() {
      all = [...initial];
      buckets.clear();
    },
    admit(place, { tokens, inFlight, nowMs }) {
      const limits = all.filter((each) => isFor(each, place)).sort((a, b) => rank(b) - rank(a))[0];
      const draws = [
        { kind: "requests" as const, perMinute: limits?.requests_per_minute ?? null, need: 1 },
        { kind: "tokens" as const, perMinute: limits?.tokens_per_minute ?? null, need: tokens },
      ].map(({ kind, perMinute, need }) => {
        if (perMinute === null) return null;
        const rate = { perSecond: perMinute / 60, burst: perMinute };
        // What is larger than a minute's worth waits for a full bucket, or it would wait for ever.
        return { kind, rate, need: Math.min(need, perMinute), bucket: refilledBucket(kind, place, rate, nowMs) };
      });
      const waits = draws.map((draw) =>
        draw ? Math.max(0, (draw.need - draw.bucket.tokens) / draw.rate.perSecond) : 0,
      );
      const isBusy = limits?.concurrency !== undefined && limits.concurrency !== null && inFlight >= limits.concurrency;
      const wait = Math.max(...waits, isBusy ? BUSY_SECONDS : 0);
      if (wait === 0) for (const draw of draws) if (draw) draw.bucket.tokens -= draw.need;
      const [requests, tokensLeft] = draws.map((draw) => draw && stateOf(draw.bucket, draw.rate));
      return {
        retryAfterSeconds: wait > 0 ? wait : null,
        requests: requests ?? null,
        tokens: tokensLeft ?? null,
      };
    },
  };
}

function stateOf(bucket: Bucket, { burst, perSecond }: BucketRate): LimitState {
  const missing = burst - bucket.tokens;
  return {
    limit: burst,
    remaining: Math.max(0, Math.floor(bucket.tokens)),
    resetMs: Math.min(MINUTE_MS, (missing / perSecond) * SECOND_MS),
  };
}

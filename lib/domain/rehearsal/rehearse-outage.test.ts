import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BreakerState, initialBreaker, reduceAttempt, reduceTick } from "../../breaker/breaker";
import { candidatesOf, decide } from "../../breaker/decision";
import { SECOND_US } from "../time/units";
import { busiestHour } from "./busiest-hour";
import { EndQueue } from "./end-queue";
import type { Limits } from "./limits";
import type { RecordedCall } from "./recorded-calls";
import { type Outage, type OutageInput, rehearseOutage } from "./rehearse-outage";

const FROM_US = 1_772_323_200_000_000;

function rehearse(calls: readonly RecordedCall[], input: OutageInput): Outage {
  const steps = rehearseOutage(calls, input);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

type Happening = {
  atUs: number;
  nth: number;
  kind: "end" | "begin";
  call: RecordedCall;
  model: string;
  failed: boolean;
};
type Entered = { model: string; atUs: number; untilUs: number; tokens: number };

/** The same by the definition: one happening after the other out of a plain list, limits counted over all that ever entered. */
function bruteOutage(calls: readonly RecordedCall[], { policy, limits, durationsUs }: OutageInput) {
  const failover = { ...policy.failover, latency: null };
  const breakers = new Map<string, BreakerState>();
  const entered: Entered[] = [];
  const triedBy = new Map<RecordedCall, string[]>();
  const asked: { model: string; atUs: number; isMoved: boolean; refused: string | null }[] = [];
  const counts = { requests: 0, answered: 0, failed: 0, leftAsRecorded: 0 };
  let waiting: Happening[] = calls.map((call, nth) => {
    return { atUs: call.startUs, nth, kind: "begin", call, model: call.model, failed: false };
  });
  let nth = calls.length;
  const over = (model: string, atUs: number, tokens: number): string | null => {
    const { requestsPerMinute, tokensPerMinute, maxConcurrency } = limits.get(model) ?? {};
    const theirs = entered.filter((one) => one.model === model);
    const lately = theirs.filter((one) => one.atUs > atUs - 60 * SECOND_US);
    const running = theirs.filter((one) => one.untilUs > atUs).length;
    if (maxConcurrency != null && running >= maxConcurrency) return "max_concurrency";
    if (requestsPerMinute != null && lately.length >= requestsPerMinute) return "requests_per_minute";
    const used = lately.reduce((sum, one) => sum + one.tokens, 0);
    return tokensPerMinute != null && used + tokens > tokensPerMinute ? "tokens_per_minute" : null;
  };
  const ask = (call: RecordedCall, model: string, atUs: number) => {
    const isMoved = triedBy.has(call);
    const durationUs = isMoved ? (durationsUs.get(model) ?? call.durationUs) : call.durationUs;
    const refused = over(model, atUs, call.tokens ?? 0);
    asked.push({ model, atUs, isMoved, refused });
    if (refused === null) entered.push({ model, atUs, untilUs: atUs + durationUs, tokens: call.tokens ?? 0 });
    const failed = refused !== null || (!isMoved && call.failed);
    waiting.push({ atUs: refused ? atUs : atUs + durationUs, nth: nth++, kind: "end", call, model, failed });
  };
  const lead = (call: RecordedCall, atUs: number) => {
    const tried = triedBy.get(call) ?? [];
    const healthOf = (model: string) => {
      const id = `${call.region}/${model}`;
      const { state } = reduceTick(breakers.get(id) ?? initialBreaker(), atUs, failover);
      if (!tried.includes(model)) breakers.set(id, state);
      return tried.includes(model) ? { status: "open" as const, step: 0 } : state;
    };
    const { region } = call;
    const random = () => call.place;
    let { model } = decide({ policy: { ...policy, failover }, region, requestId: null, healthOf, random });
    if (tried.includes(model)) model = candidatesOf(policy, region).find((one) => !tried.includes(one)) ?? model;
    if (model !== policy.primary) ask(call, model, atUs);
    else waiting.push({ atUs: atUs + call.durationUs, nth: nth++, kind: "end", call, model, failed: true });
  };
  while (waiting.length > 0) {
    const [now, ...rest] = waiting.toSorted(
      (a, b) => a.atUs - b.atUs || (a.kind === b.kind ? a.nth - b.nth : a.kind === "end" ? -1 : 1),
    );
    if (!now) break;
    waiting = rest;
    const { call, model, atUs, failed } = now;
    const tried = triedBy.get(call);
    if (now.kind === "begin") {
      if (model !== policy.primary) ask(call, model, atUs);
      else if (call.isOwn) {
        counts.requests += 1;
        triedBy.set(call, []);
        lead(call, atUs);
      }
      continue;
    }
    if (call.isOwn && (tried || call.judged || failed !== call.failed)) {
      const id = `${call.region}/${model}`;
      const attempt = { endUs: atUs, failed, durationUs: call.durationUs, ttftUs: null };
      breakers.set(id, reduceAttempt(breakers.get(id) ?? initialBreaker(), attempt, failover).state);
    }
    if (!tried) continue;
    tried.push(model);
    if (!failed) counts.answered += 1;
    else if (model === policy.primary && call.failed) counts.leftAsRecorded += 1;
    else if (tried.length < Math.min(policy.max_attempts, candidatesOf(policy, call.region).length)) lead(call, atUs);
    else counts.failed += 1;
  }
  return { counts, asked };
}

const call = fc.record({
  startUs: fc.integer({ min: 0, max: 3_000 }).map((tick) => FROM_US + tick * 100_000),
  durationUs: fc.integer({ min: 1, max: 80 }).map((tick) => tick * 100_000),
  tokens: fc.option(fc.integer({ min: 0, max: 500 })),
  region: fc.constantFrom("eu", "us"),
  model: fc.constantFrom("a", "a", "a", "b", "c"),
  place: fc.integer({ min: 0, max: 99 }).map((step) => step / 100),
  isOwn: fc.boolean(),
  outcome: fc.constantFrom("ok", "ok", "ok", "failed", "unjudged"),
});
const calls = fc
  .array(call, { maxLength: 120 })
  .map((all) =>
    all
      .map(({ outcome, ...one }) => ({ ...one, judged: outcome !== "unjudged", failed: outcome === "failed" }))
      .sort((a, b) => a.startUs - b.startUs),
  );
const some = (min: number, max: number) => fc.option(fc.integer({ min, max }));
const limit = fc.record({
  requestsPerMinute: some(1, 15),
  tokensPerMinute: some(100, 4_000),
  maxConcurrency: some(1, 6),
});
const input = fc.record({
  fromUs: fc.constant(FROM_US),
  limits: fc.tuple(limit, limit).map(([b, c]): ReadonlyMap<string, Limits> => new Map(Object.entries({ b, c }))),
  durationsUs: fc.constantFrom<[string, number][]>([], [["b", 700_000]]).map((entries) => new Map(entries)),
  policy: fc.record({
    primary: fc.constant("a"),
    fallbacks: fc.constantFrom([], ["b"], ["b", "c"], ["c", "b"]),
    regions: fc.constantFrom<OutageInput["policy"]["regions"]>({}, { eu: { primary: "b", fallbacks: ["a", "c"] } }),
    max_attempts: fc.constantFrom(1, 2, 3),
    failover: fc.record({
      latency: fc.constant(null),
      max_error_rate: fc.constantFrom(0, 0.3),
      window_requests: fc.constantFrom(5, 20),
      window_seconds: fc.constantFrom(30, 3_600),
      min_requests: fc.constantFrom(1, 4),
      min_failures: fc.constant(1),
      cooldown_seconds: fc.constantFrom(1, 20),
      dwell_seconds: fc.constantFrom(0, 30),
      ramp: fc.constantFrom([1], [0.2, 1]),
    }),
  }),
});

describe("against the definition, on random calls, drafts and limits", () => {
  test("the same calls ask the same models, and come to the same", () => {
    fc.assert(
      fc.property(calls, input, (recorded, given) => {
        const { loads, ...counts } = rehearse(recorded, given);
        const brute = bruteOutage(recorded, given);
        expect(counts).toEqual(brute.counts);
        for (const model of ["b", "c"]) {
          const theirs = brute.asked.filter((one) => one.model === model);
          const load = loads.get(model);
          expect(load?.asked ?? 0).toBe(theirs.length);
          expect(load?.moved ?? 0).toBe(theirs.filter((one) => one.isMoved).length);
          expect(load?.refused ?? 0).toBe(theirs.filter((one) => one.refused !== null).length);
          const first = theirs.find((one) => one.refused !== null);
          expect(load?.passed ?? null).toEqual(first ? { atUs: first.atUs, limit: first.refused } : null);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("every request is answered, failed or left as it was, and every refused one goes on or fails", () => {
    fc.assert(
      fc.property(calls, input, (recorded, given) => {
        const { loads, requests, answered, failed, leftAsRecorded } = rehearse(recorded, given);
        expect(answered + failed + leftAsRecorded).toBe(requests);
        for (const load of loads.values()) {
          const wentOn = [...load.next.values()].reduce((sum, count) => sum + count, 0);
          expect(wentOn + load.failed).toBeLessThanOrEqual(load.refused);
          expect(load.minutes.reduce((sum, { asked }) => sum + asked, 0)).toBeLessThanOrEqual(load.asked);
        }
      }),
    );
  });

  test("without limits nothing is refused, and with a second attempt all that can be retried is answered", () => {
    fc.assert(
      fc.property(calls, input, (recorded, given) => {
        const { policy } = given;
        const unlimited = {
          ...given,
          limits: new Map(),
          policy: { ...policy, max_attempts: 2, fallbacks: ["b"], regions: {} },
        };
        const { loads, failed } = rehearse(recorded, unlimited);
        expect(failed).toBe(0);
        for (const load of loads.values()) expect(load.refused).toBe(0);
      }),
    );
  });
});

test("four a second on a fallback that takes 180 a minute: passed after 45 seconds, and a quarter refused", () => {
  const steady = Array.from({ length: 4 * 600 }, (_, nth): RecordedCall => {
    return {
      startUs: FROM_US + nth * 250_000,
      durationUs: 100_000,
      tokens: 100,
      region: "us",
      model: "a",
      place: (nth % 100) / 100,
      isOwn: true,
      judged: true,
      failed: false,
    };
  });
  const outage = rehearse(steady, {
    fromUs: FROM_US,
    limits: new Map([["b", { requestsPerMinute: 180, tokensPerMinute: null, maxConcurrency: null }]]),
    durationsUs: new Map([["b", 2_000_000]]),
    policy: {
      primary: "a",
      fallbacks: ["b"],
      regions: {},
      max_attempts: 2,
      failover: {
        latency: null,
        max_error_rate: 0.5,
        window_requests: 100,
        window_seconds: 300,
        min_requests: 50,
        min_failures: 3,
        cooldown_seconds: 3_600,
        dwell_seconds: 30,
        ramp: [1],
      },
    },
  });
  const load = outage.loads.get("b");
  expect(load?.passed?.limit).toBe("requests_per_minute");
  expect(Math.floor(((load?.passed?.atUs ?? 0) - FROM_US) / SECOND_US)).toBe(45);
  expect((load?.refused ?? 0) / (load?.asked ?? 1)).toBeCloseTo(0.25, 2);
  // 180 let in within the first minute, two seconds each: six at once on average.
  expect(load?.minutes[0]).toMatchObject({ asked: 240, own: 0, refused: 60, busyUs: 180 * 2 * SECOND_US });
  expect(outage.failed).toBe(load?.refused);
});

test("the busiest hour is the fullest 60 minutes on end, wherever they begin", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 9 }))), (entries) => {
      const minutes = new Map(entries);
      const sums = Array.from({ length: 201 }, (_, from) =>
        [...minutes].reduce((sum, [minute, n]) => sum + (minute >= from && minute < from + 60 ? n : 0), 0),
      );
      const most = Math.max(...sums);
      const best = busiestHour(minutes);
      expect(best?.requests ?? 0).toBe(most);
      if (best) expect(sums[best.fromMinute]).toBe(most);
    }),
  );
});

test("what ends first comes out first, of several at once the first put in", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (ends) => {
      const queue = new EndQueue<number>();
      for (const [nth, atUs] of ends.entries()) queue.put(atUs, nth);
      const out = ends.map(() => queue.take());
      const order = [...ends.keys()].sort((a, b) => (ends[a] ?? 0) - (ends[b] ?? 0) || a - b);
      expect(out).toEqual(order);
      expect(queue.nextUs).toBe(Number.POSITIVE_INFINITY);
    }),
  );
});

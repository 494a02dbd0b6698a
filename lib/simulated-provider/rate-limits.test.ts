import fc from "fast-check";
import { expect, test } from "vitest";
import { createRateLimits } from "./rate-limits";

const limits = { requests_per_minute: null, tokens_per_minute: null, concurrency: null };
const place = { model: "m", region: "us" };

test("never lets more through than the limit and what has come since, and everything that waits as long as it was told to", () => {
  const calls = fc.array(fc.record({ afterMs: fc.nat(20_000), tokens: fc.integer({ min: 1, max: 300 }) }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(calls, (given) => {
      const rates = createRateLimits([{ ...limits, requests_per_minute: 10, tokens_per_minute: 1_000 }]);
      let nowMs = 0;
      let [requests, tokens] = [0, 0];
      for (const call of given) {
        nowMs += call.afterMs;
        const need = { tokens: call.tokens, inFlight: 0, nowMs };
        const { retryAfterSeconds } = rates.admit(place, need);
        if (retryAfterSeconds !== null) {
          nowMs += retryAfterSeconds * 1_000 + 1e-3;
          expect(rates.admit(place, { ...need, nowMs }).retryAfterSeconds).toBeNull();
        }
        requests += 1;
        tokens += call.tokens;
        expect(requests).toBeLessThanOrEqual(10 + (nowMs / 60_000) * 10 + 1e-6);
        expect(tokens).toBeLessThanOrEqual(1_000 + (nowMs / 60_000) * 1_000 + 1e-6);
      }
    }),
  );
});

test("the limits of a model in a region come before those of the model, of the region, and of all", () => {
  const rates = createRateLimits([{ ...limits, concurrency: 4 }]);
  const isFull = (model: string, region: string, inFlight: number) =>
    rates.admit({ model, region }, { tokens: 1, inFlight, nowMs: 0 }).retryAfterSeconds !== null;
  rates.set({ ...limits, region: "us", concurrency: 3 });
  rates.set({ ...limits, model: "m", concurrency: 2 });
  rates.set({ ...limits, model: "m", region: "us", concurrency: 1 });

  for (const [model, region, most] of [
    ["x", "eu", 4],
    ["x", "us", 3],
    ["m", "eu", 2],
    ["m", "us", 1],
  ] as const) {
    expect([isFull(model, region, most - 1), isFull(model, region, most)]).toEqual([false, true]);
  }
});

test("a call larger than a minute's worth waits for a full bucket, not for ever", () => {
  const rates = createRateLimits([{ ...limits, tokens_per_minute: 100 }]);
  const need = { tokens: 5_000, inFlight: 0 };

  expect(rates.admit(place, { ...need, nowMs: 0 }).retryAfterSeconds).toBeNull();
  expect(rates.admit(place, { ...need, nowMs: 0 }).retryAfterSeconds).toBeCloseTo(60, 5);
  expect(rates.admit(place, { ...need, nowMs: 60_000 }).retryAfterSeconds).toBeNull();
});

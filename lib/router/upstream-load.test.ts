import fc from "fast-check";
import { expect, test } from "vitest";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/time/units";
import type { Upstream } from "@/lib/domain/upstreams/upstream";
import { CallError, errorHeaders } from "./call-error";
import { retryAfterMs, retryWaitMs } from "./retry-wait";
import { UpstreamLoad } from "./upstream-load";

const upstream: Upstream = {
  ...{ id: 1, name: "a", shape: "openai", baseUrl: "https://a/v1", provider: "a", region: "global", models: [] },
  ...{ maxConcurrency: 2, requestsPerMinute: 3, tokensPerMinute: 100, isEnabled: true },
};

test("an upstream is blocked at its concurrency, until the minute is over at its rates, and for as long as it asked", () => {
  let nowMs = 1_000_000;
  const load = new UpstreamLoad(() => nowMs);
  const [one, two] = [load.begin(upstream, { isRetry: false }), load.begin(upstream, { isRetry: false })];
  expect(load.blockedUntilMs(upstream)).toBe(Number.POSITIVE_INFINITY);

  one(0);
  expect(load.blockedUntilMs(upstream)).toBeNull();
  two(100);
  expect(load.blockedUntilMs(upstream)).toBe(1_000_000 + MINUTE_MS);
  nowMs += MINUTE_MS;
  expect(load.blockedUntilMs(upstream)).toBeNull();

  load.rest(upstream, 5 * SECOND_MS);
  expect(load.blockedUntilMs(upstream)).toBe(nowMs + 5 * SECOND_MS);
  load.rest(upstream, 10 * MINUTE_MS);
  expect(load.blockedUntilMs(upstream)).toBe(nowMs + MINUTE_MS);
});

test("whatever fails, second tries are at most ten and a tenth of the first ones", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 }), (calls) => {
      const load = new UpstreamLoad(() => 0);
      let retries = 0;
      for (let call = 0; call < calls; call++) {
        load.begin(upstream, { isRetry: false })(0);
        if (!load.mayRetry(upstream)) continue;
        load.begin(upstream, { isRetry: true })(0);
        retries += 1;
      }

      expect(retries).toBeLessThanOrEqual(10 + calls / 10);
    }),
  );
});

test("Retry-After is read as milliseconds, seconds or a date, and as nothing else", () => {
  expect(retryAfterMs({ "retry-after": "2", "retry-after-ms": "150" }, 0)).toBe(150);
  expect(retryAfterMs({ "retry-after": "2" }, 0)).toBe(2_000);
  expect(retryAfterMs({ "retry-after": "Thu, 01 Jan 1970 00:00:09 GMT" }, 4_000)).toBe(5_000);
  expect(retryAfterMs({ "retry-after": "soon" }, 0)).toBeNull();
  expect(retryAfterMs({}, 0)).toBeNull();
});

test("waits grow, are jittered, and never reach three seconds", () => {
  expect([0, 1, 2, 9].map((tries) => retryWaitMs(tries, null, () => 0.5))).toEqual([50, 100, 200, 1_000]);
  expect(retryWaitMs(3, 700, () => 0.5)).toBe(700);
});

test("no client is asked to wait for longer than a minute, nor to try again what was tried everywhere", () => {
  const headersOf = (facts: object) => errorHeaders(new CallError("", { status: 429, code: "x", ...facts }));

  expect(headersOf({ retryAfterSeconds: 86_400, isWorthRetrying: true })).toEqual({
    ...{ "retry-after": "60", "x-should-retry": "true" },
  });
  expect(headersOf({ status: 502 })).toEqual({ "x-should-retry": "false" });
  expect(headersOf({ status: 404 })).toEqual({});
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { type BreakerState, initialBreaker, takeAttempt } from "@/lib/breaker/breaker";
import { decodeBreaker, encodeBreaker } from "./breaker-codec";

const policy = {
  latency: { metric: "ttft_ms", percentile: 90, max_ms: 4 },
  max_error_rate: 0.2,
  window_requests: 20,
  window_seconds: 60,
  min_requests: 5,
  min_failures: 1,
  cooldown_seconds: 5,
  dwell_seconds: 0,
  ramp: [0.5, 1],
} as const;

const attempt = fc.record({
  endUs: fc.integer({ min: 1.7e15, max: 1.7e15 + 1e8 }),
  failed: fc.boolean(),
  durationUs: fc.nat(1e11),
  ttftUs: fc.option(fc.nat(10_000)),
});
const shown = ({ window, ...rest }: BreakerState) => ({
  ...rest,
  window: window.toNumbers(),
  failures: window.failures,
});
const retained = (state: BreakerState) => decodeBreaker(JSON.parse(JSON.stringify(encodeBreaker(state))));

test("a state kept as JSON between any two attempts gives the same, so a batch is the same as a stream", () => {
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 80 }), (attempts) => {
      const whole = initialBreaker();
      let stored = initialBreaker();
      for (const one of attempts) {
        const events = takeAttempt(whole, one, policy);
        expect(takeAttempt(stored, one, policy)).toEqual(events);
        stored = retained(stored) ?? initialBreaker();
        expect(shown(stored)).toEqual(shown(whole));
      }
    }),
  );
});

test("what is no stored breaker reads as none; one of an older release keeps its state and loses its window", () => {
  for (const value of [null, 1, "{}", {}, { s: "closed" }, { s: "ajar", p: "" }])
    expect(decodeBreaker(value)).toBeNull();
  const old = { s: "open", i: 0, t: 5, c: 6, o: { n: 2, f: 1, l: null }, w: "0 1 2 3" };
  expect(decodeBreaker(old)).toMatchObject({
    status: "open",
    sinceUs: 5,
    opened: { n: 2, failures: 1 },
    window: { n: 0 },
  });
});

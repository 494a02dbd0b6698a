import { expect, test } from "vitest";
import { failoverVerdict, type Observed } from "./failover-verdict";

const seen = (rest: Partial<Observed> = {}): Observed => ({
  n: 100,
  failures: 0,
  samples: 100,
  slow: 0,
  ttftMs: 300,
  durationMs: 900,
  priced: 100,
  costPico: 100_000n,
  ...rest,
});
const input = { reason: "error_rate", maxErrorRate: 0.02, maxSlowShare: 0.01 } as const;

test("a model that went on failing while its stand-ins did not: it helped, by so many failures", () => {
  const verdict = failoverVerdict({
    ...input,
    before: seen(),
    meanwhile: seen({ n: 40, failures: 20 }),
    fallbacks: seen({ n: 1_000, failures: 10, ttftMs: 450, durationMs: 800, priced: 1_000, costPico: 3_000_000n }),
  });

  expect(verdict).toMatchObject({ judgement: "helped", moved: 1_000, addedTtftMs: 150, addedDurationMs: -100 });
  expect(verdict.failuresAvoided?.value).toBeCloseTo(490);
  expect(verdict.failuresAvoided?.low).toBeGreaterThan(300);
  // A thousand of ours at 3,000 each instead of 1,000.
  expect(verdict.addedPicoUsd).toBe(2_000_000n);
});

test("a model that was within its limits all the while was avoided needlessly", () => {
  expect(
    failoverVerdict({ ...input, before: seen(), meanwhile: seen({ failures: 2 }), fallbacks: seen() }),
  ).toMatchObject({
    judgement: "needless",
  });
  const latency = { ...input, reason: "latency" } as const;
  expect(
    failoverVerdict({ ...latency, before: seen(), meanwhile: seen({ slow: 1 }), fallbacks: seen() }).judgement,
  ).toBe("needless");
  expect(
    failoverVerdict({ ...latency, before: seen(), meanwhile: seen({ slow: 40 }), fallbacks: seen() }).judgement,
  ).toBe("helped");
  expect(
    failoverVerdict({ ...latency, before: seen(), meanwhile: seen({ slow: 40 }), fallbacks: seen({ slow: 45 }) })
      .judgement,
  ).toBe("unclear");
});

test("where the model was hardly tried, nothing is said of it, and costs are compared with what it was before", () => {
  const verdict = failoverVerdict({
    ...input,
    before: seen(),
    meanwhile: seen({ n: 3, failures: 3 }),
    fallbacks: seen({ ttftMs: 500 }),
  });

  expect(verdict).toMatchObject({ judgement: "no_evidence", failuresAvoided: null, addedTtftMs: 200 });
  const nobody = seen({ n: 0, failures: 0, samples: 0, priced: 0, costPico: 0n, ttftMs: null, durationMs: null });
  expect(failoverVerdict({ ...input, before: nobody, meanwhile: nobody, fallbacks: nobody })).toEqual({
    judgement: "no_evidence",
    moved: 0,
    failuresAvoided: null,
    addedPicoUsd: null,
    addedTtftMs: null,
    addedDurationMs: null,
  });
});

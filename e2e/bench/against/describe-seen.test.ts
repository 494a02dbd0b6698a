import { expect, test } from "vitest";
import { describeSeen } from "./describe-seen";

test("who is told to come back is counted apart from who gets an error or no answer", () => {
  const statuses = { 200: 3, 304: 1, 429: 5, 503: 2, 500: 4, 404: 1, 0: 6 };

  expect(describeSeen({ kind: "seen", statuses, latenciesMs: [40, 10, 30, 20], lateMs: [3, 1] })).toEqual({
    ...{ p50: 20, p95: 40, p99: 40, lateP99: 3 },
    ...{ refused: 7, errors: 11 },
  });
});

test("percentiles of no answers are unknown", () => {
  expect(describeSeen({ kind: "seen", statuses: { 0: 1 }, latenciesMs: [], lateMs: [] }).p50).toBeNaN();
});

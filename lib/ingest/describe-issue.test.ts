import { expect, test } from "vitest";
import { describeError } from "./record-errors";
import { validateRecords } from "./validate-records";

const record = { id: "a", started_at: "2026-03-01T12:00:00Z", model: "m", duration_ms: 5, outcome: "ok" };

function reasonsOf(value: unknown): string[] {
  return validateRecords([{ value }]).invalid.flatMap(({ errors }) => errors.map(describeError));
}

test.each<[object, string]>([
  [{ id: undefined }, "id: Is missing"],
  [{ model: 7 }, "model: Must be text"],
  [{ model: "" }, "model: Must not be empty"],
  [{ started_at: undefined }, "started_at: Is missing"],
  [{ started_at: 7 }, "started_at: Must be an RFC 3339 time with a zone"],
  [{ duration_ms: undefined }, "duration_ms: Is missing"],
  [{ duration_ms: "12" }, "duration_ms: Must be a number of milliseconds, not text"],
  [
    { outcome: "good" },
    "outcome: Must be one of ok, rate_limited, server_error, timeout, client_error, cancelled, refused",
  ],
  [{ http_status: "200" }, "http_status: Must be a number, not text"],
  [{ http_status: 99 }, "http_status: Must be at least 100"],
  [{ http_status: 200.5 }, "http_status: Must be a whole number"],
  [{ attempt: 1_001 }, "attempt: Must be at most 1,000"],
  [{ final: "yes" }, "final: Must be true or false"],
  [{ input_tokens: "1200" }, "input_tokens: Must be a whole number, not text"],
  [{ input_tokens: 0.5 }, "input_tokens: Must be a whole number"],
  [{ tags: "a" }, "tags: Must be a list"],
  [{ cost_usd: true }, "cost_usd: Must be a decimal from 0 to 999,999"],
  [{ prompt: "…" }, "prompt: Unknown field"],
])("%j is refused in words of this product: %s", (more, reason) => {
  expect(reasonsOf({ ...record, ...more })).toEqual([reason]);
});

test("what is no record at all is told so", () => {
  expect([null, 7, [record]].map(reasonsOf)).toEqual(
    Array.from({ length: 3 }, () => ["Must be an object with a record's fields"]),
  );
});

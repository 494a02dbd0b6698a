import { expect, test } from "vitest";
import type { DetectionRow } from "@/lib/contract/detections";
import { caveatOf, describeDetection, describeWatch, detectionHref, formatInterval } from "./describe-detection";

const change = { before: 100, after: 138, ratio: 1.38, low: 1.31, high: 1.45, n: 4_120 };
const row: DetectionRow = {
  id: 1,
  kind: "regression",
  model: "qwen3-32b",
  provider: "global-apis",
  region: "eu-central-1",
  since: "2026-03-08T14:00:00.000Z",
  found_at: "2026-03-08T17:00:00.000Z",
  ended_at: null,
  end_reason: null,
  attempts: 4_120,
  returned_model: null,
  former_models: null,
  may_be_callers: false,
  measures: [
    { ...change, measure: "ttft_ms", found: true },
    { ...change, measure: "duration_ms_p95", found: true },
  ],
};

test("a detection says what changed most to who waits, by how much, since when and of how many attempts", () => {
  expect(describeDetection(row, "UTC")).toBe("p95 of duration +38.0 % since 2026-03-08 14:00 UTC, n = 4,120");
  expect(formatInterval(change)).toBe("+31.0 % to +45.0 %");
  expect(formatInterval({ ...change, high: null })).toBe("+31.0 % to ?");
});

test("a swap says the names in answers and what else may be the reason", () => {
  const swap = {
    ...row,
    kind: "swap" as const,
    returned_model: "m-2026-02-01",
    former_models: ["m-2025-11-01"],
    measures: [],
  };
  expect(describeDetection(swap, "UTC")).toMatch(/^Answers say m-2026-02-01, formerly m-2025-11-01 since/);
  expect(caveatOf(swap)).toMatch(/system prompt/);
  expect(caveatOf({ ...swap, may_be_callers: true })).toMatch(/^Traffic changed/);
  expect(caveatOf(row)).toBeNull();
});

test("the link to its attempts ends with it, or with what is known", () => {
  const asOf = "2026-03-09T00:00:00.000Z";
  expect(new URL(detectionHref(row, asOf), "http://host").searchParams.get("to")).toBe(asOf);
  const ended = { ...row, ended_at: "2026-03-08T20:00:00.000Z" };
  expect(new URL(detectionHref(ended, asOf), "http://host").searchParams.get("to")).toBe(ended.ended_at);
});

test("how closely a series is watched is its quickest measure, or why it is not watched", () => {
  const series = {
    kind: row.kind,
    model: "m",
    provider: "p",
    region: "r",
    looked_until: row.since,
    hours_to_find: { a: 9, b: null },
  };
  expect(describeWatch({ ...series, state: "watched" })).toBe("A change of 20 % is found within 9 h");
  expect(describeWatch({ ...series, state: "frozen" })).toMatch(/^Paused/);
});

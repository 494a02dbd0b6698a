import { expect, test } from "vitest";
import type { DetectionRow } from "@/lib/contract/detections";
import { eventsOf } from "@/lib/domain/detectors/detected-event";
import { caveatOf, describeEvent, describeWatch, detectionHref, type FoundEvent } from "./describe-detection";
import { changeRows } from "./detection-columns";

const change = { before: 100, after: 138, ratio: 1.38, low: 1.31, high: 1.45, n: 4_120 };
const row: DetectionRow = {
  id: 1,
  event_id: 1,
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

const swap: DetectionRow = {
  ...{ ...row, id: 2, kind: "swap", since: "2026-03-08T12:00:00.000Z", attempts: 900 },
  ...{ returned_model: "m-2026-02-01", former_models: ["m-2025-11-01"] },
  measures: [
    { ...change, measure: "output_tokens", found: true, n: 900, low: null },
    { ...change, measure: "ttft_ms", found: false, n: 900 },
  ],
};

/** The one event that detections are. */
function eventOf(...detections: DetectionRow[]): FoundEvent {
  const [event, ...others] = eventsOf(detections);
  if (!event || others.length > 0) throw new Error("They are one event");
  return event;
}

test("a detection says what changed most to who waits, by how much, since when and of how many attempts", () => {
  expect(describeEvent(eventOf(row), "UTC")).toBe(
    "p95 of duration +38.0 % (+31.0 % to +45.0 %) since 2026-03-08 14:00 UTC, n = 4,120",
  );
});

test("a swap says the names in answers and what else may be the reason", () => {
  const event = eventOf({ ...swap, measures: [] });
  expect(describeEvent(event, "UTC")).toMatch(/^Answers say m-2026-02-01, formerly m-2025-11-01 since/);
  expect(caveatOf(event)).toMatch(/system prompt/);
  expect(caveatOf({ ...event, may_be_callers: true })).toMatch(/^Traffic changed/);
  expect(caveatOf(eventOf(row))).toBeNull();
});

test("a slowdown that came with another model is one entry, with each measure once", () => {
  const event = eventOf(swap, row);
  expect(event).toMatchObject({ kinds: ["regression", "swap"], since: swap.since, ended_at: null, attempts: 4_120 });
  expect(describeEvent(event, "UTC")).toBe(
    "Answers say m-2026-02-01, formerly m-2025-11-01, p95 of duration +38.0 % (+31.0 % to +45.0 %), Answer length +38.0 % (? to +45.0 %) since 2026-03-08 12:00 UTC, n = 4,120",
  );
  expect(changeRows([event]).map(({ measure, detection }) => [measure, detection.kind])).toEqual([
    ["ttft_ms", "regression"],
    ["duration_ms_p95", "regression"],
    ["output_tokens", "swap"],
  ]);
});

test("an event lasts as long as anything of it, and two events stay two", () => {
  const ended = { ...row, ended_at: "2026-03-08T20:00:00.000Z", end_reason: "back" as const };
  expect(eventOf(swap, ended).ended_at).toBeNull();
  expect(eventOf({ ...swap, ended_at: "2026-03-09T00:00:00.000Z" }, ended).ended_at).toBe("2026-03-09T00:00:00.000Z");
  expect(eventsOf([{ ...swap, event_id: 2 }, row]).map(({ kinds }) => kinds)).toEqual([["swap"], ["regression"]]);
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

import { expect, test } from "vitest";
import { OUTCOMES } from "@/lib/domain/outcome";
import { recordOf } from "@/lib/domain/record-of";
import { countHistogram, prepareHistogram } from "./prepare-histogram";

const none = recordOf(OUTCOMES, () => 0);
const histogram = {
  from: "2026-03-01T00:00:00.000Z",
  to: "2026-03-01T02:00:00.000Z",
  step: "1h" as const,
  buckets: [
    { at: "2026-03-01T00:00:00.000Z", filling: false, outcomes: { ...none, ok: 5, timeout: 1 } },
    { at: "2026-03-01T01:00:00.000Z", filling: true, outcomes: none },
  ],
};

test("only outcomes that occur are drawn, and every bucket is there", () => {
  const plot = prepareHistogram(histogram);
  expect(plot.lines.map(({ key }) => key)).toEqual(["ok", "timeout"]);
  expect(plot.rows.map(({ at, filling, values }) => [at, filling, values.ok])).toEqual([
    [Date.parse("2026-03-01T00:00:00Z"), false, 5],
    [Date.parse("2026-03-01T01:00:00Z"), true, 0],
  ]);
  expect(countHistogram(histogram)).toBe(6);
});

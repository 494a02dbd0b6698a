import fc from "fast-check";
import { expect, test } from "vitest";
import { type MovePlan, planMoves } from "./plan-moves";
import { type MinuteSpan, planSegments, type SegmentOptions } from "./segments";
import { intervalBucketsOf } from "./time-window";
import { DAY_MINUTES, DAY_MS, HOUR_MINUTES, MINUTE_MS, QUARTER_MINUTES } from "./units";

const ALL: SegmentOptions = {
  levels: ["month", "day", "hour", "quarter", "minute", "raw"],
  minuteRetainedFrom: 0,
  rawRetainedFrom: 0,
};
const ZONES = ["UTC", "Asia/Shanghai", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"];
const minuteOf = (text: string) => Date.parse(text) / MINUTE_MS;

function planOf(buckets: readonly MinuteSpan[], options = ALL): { plan: MovePlan | null; from: number; to: number } {
  const segments = planSegments(buckets, options);
  const starts = [...buckets.map(({ from }) => from)];
  starts[0] = segments.from;
  return { ...segments, plan: planMoves(segments, starts, options) };
}

/** What a plan counts to each bucket of every quarter hour: its number, so that none stands for another. */
function countedBy({ span, starts, moves }: MovePlan, buckets: number): number[] {
  const counted = new Array<number>(buckets).fill(0);
  const add = (bucket: number | null, { from, to }: MinuteSpan, sign: number) => {
    if (bucket !== null) counted[bucket] = (counted[bucket] ?? 0) + sign * numbersIn(from, to);
  };
  for (const [index, from] of starts.entries()) add(index, { from, to: starts[index + 1] ?? span.to }, 1);
  for (const move of moves) {
    add(move.addedTo, move, 1);
    add(move.takenFrom, move, -1);
  }
  return counted;
}

function numbersIn(from: number, to: number): number {
  const [first, end] = [from / QUARTER_MINUTES, to / QUARTER_MINUTES];
  return ((end - first) * (first + end - 1)) / 2;
}

test("a month of Shanghai is the UTC month, and eight hours at either end", () => {
  const from = "2026-03-31T16:00:00Z";
  const { plan } = planOf([{ from: minuteOf(from), to: minuteOf("2026-04-30T16:00:00Z") }]);

  expect(plan).toEqual({
    level: "month",
    span: { from: minuteOf("2026-04-01T00:00:00Z"), to: minuteOf("2026-05-01T00:00:00Z") },
    starts: [minuteOf("2026-04-01T00:00:00Z")],
    moves: [
      { level: "hour", from: minuteOf(from), to: minuteOf("2026-04-01T00:00:00Z"), addedTo: 0, takenFrom: null },
      {
        ...{ level: "hour", from: minuteOf("2026-04-30T16:00:00Z"), to: minuteOf("2026-05-01T00:00:00Z") },
        ...{ addedTo: null, takenFrom: 0 },
      },
    ],
  });
});

test("what rows fit as they are is read as it is", () => {
  expect(planOf([{ from: 0, to: 31 * DAY_MINUTES }]).plan).toBeNull();
  expect(planOf([{ from: 3, to: 40 }]).plan).toBeNull();
});

test("hours that are gone are not moved", () => {
  const bucket = { from: minuteOf("2026-03-31T16:00:00Z"), to: minuteOf("2026-04-30T16:00:00Z") };
  const { plan, from } = planOf([bucket], {
    ...ALL,
    quarterRetainedFrom: minuteOf("2026-04-10T00:00:00Z"),
    minuteRetainedFrom: bucket.to,
    rawRetainedFrom: bucket.to,
  });

  expect(from).toBe(minuteOf("2026-03-31T00:00:00Z"));
  expect(
    plan?.moves.filter(({ level, from: at }) => level === "hour" && at < minuteOf("2026-04-10T00:00:00Z")),
  ).toEqual([]);
});

test("every quarter hour is counted in its own bucket once, in rows that begin and end where their level does", () => {
  const windows = fc.record({
    from: fc.integer({ min: 0, max: 2_000 * 96 }),
    quarters: fc.integer({ min: 1, max: 400 * 96 }),
    zone: fc.constantFrom(...ZONES),
    interval: fc.constantFrom("none", "day", "week", "month"),
  });
  let planned = 0;
  fc.assert(
    fc.property(windows, ({ from, quarters, zone, interval }) => {
      const start = Date.UTC(2024, 0, 1) + from * QUARTER_MINUTES * MINUTE_MS;
      const window = { from: new Date(start), to: new Date(start + quarters * QUARTER_MINUTES * MINUTE_MS) };
      const buckets = intervalBucketsOf(window, interval, zone).map((bucket) => ({
        from: bucket.from.getTime() / MINUTE_MS,
        to: bucket.to.getTime() / MINUTE_MS,
      }));
      const { plan } = planOf(buckets);
      if (!plan) return;
      planned++;
      expect(countedBy(plan, buckets.length)).toEqual(buckets.map(({ from: at, to }) => numbersIn(at, to)));
      for (const { level, from: at, to } of plan.moves) {
        const width = { month: 1, day: DAY_MINUTES, hour: HOUR_MINUTES, quarter: QUARTER_MINUTES }[level];
        expect([at % width, to % width]).toEqual([0, 0]);
        expect((to - at) * MINUTE_MS).toBeLessThanOrEqual(16 * DAY_MS);
      }
    }),
    { numRuns: 500 },
  );
  expect(planned).toBeGreaterThan(100);
});

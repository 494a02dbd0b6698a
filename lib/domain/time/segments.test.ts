import fc from "fast-check";
import { expect, test } from "vitest";
import { bucketEnd, bucketStart } from "./bucket-level";
import { type MinuteSpan, planSegments, SEGMENT_LEVELS, type SegmentLevel, type SegmentOptions } from "./segments";
import { MINUTE_MS } from "./units";

const ALL: SegmentOptions = { levels: SEGMENT_LEVELS, minuteRetainedFrom: 0, rawRetainedFrom: 0 };
const minute = (iso: string) => Date.parse(iso) / MINUTE_MS;
const isEdgeOf = (level: SegmentLevel, at: number) => level === "raw" || bucketStart(level, at) === at;

function plan(from: string, to: string, options: Partial<SegmentOptions> = {}): string[] {
  const { segments } = planSegments([{ from: minute(from), to: minute(to) }], { ...ALL, ...options });
  const time = (at: number) => new Date(at * MINUTE_MS).toISOString().slice(8, 16);
  return segments.map((segment) => `${segment.level} ${time(segment.from)}–${time(segment.to)}`);
}

test("a day between odd minutes is read coarse inside and fine at the edges", () => {
  expect(plan("2026-03-01T10:07Z", "2026-03-02T10:07Z")).toEqual([
    "minute 01T10:07–01T10:15",
    "quarter 01T10:15–01T11:00",
    "hour 01T11:00–02T10:00",
    "minute 02T10:00–02T10:07",
  ]);
});

test("whole UTC days are read as days", () => {
  expect(plan("2026-03-01T23:00Z", "2026-03-05T00:30Z")).toEqual([
    "hour 01T23:00–02T00:00",
    "day 02T00:00–05T00:00",
    "quarter 05T00:00–05T00:30",
  ]);
});

test("whole UTC months are read as months, however long they are", () => {
  expect(plan("2025-12-31T23:59Z", "2026-03-02T01:00Z")).toEqual([
    "minute 31T23:59–01T00:00",
    "month 01T00:00–01T00:00",
    "day 01T00:00–02T00:00",
    "hour 02T00:00–02T01:00",
  ]);
  expect([bucketStart("month", minute("2024-02-29T12:00Z")), bucketEnd("month", minute("2024-02-29T12:00Z"))]).toEqual([
    minute("2024-02-01T00:00Z"),
    minute("2024-03-01T00:00Z"),
  ]);
  expect(bucketStart("month", minute("1969-12-31T12:00Z"))).toBe(minute("1969-12-01T00:00Z"));
});

test("before the quarters that are kept, a window widens to whole days", () => {
  const gone = { minuteRetainedFrom: 1e9, rawRetainedFrom: 1e9, quarterRetainedFrom: minute("2026-03-03T00:00Z") };
  expect(plan("2026-03-01T10:07Z", "2026-03-03T10:00Z", gone)).toEqual([
    "day 01T00:00–03T00:00",
    "hour 03T00:00–03T10:00",
  ]);
  expect(plan("2026-03-01T10:07Z", "2026-03-02T10:15Z", gone)).toEqual(["day 01T00:00–03T00:00"]);
  expect(plan("2026-03-01T10:00Z", "2026-03-02T00:15Z", { ...gone, rawRetainedFrom: 0 })).toEqual([
    "raw 01T10:00–02T00:15",
  ]);
});

test("minutes that were dropped come from raw rows", () => {
  expect(plan("2026-03-01T10:07Z", "2026-03-01T10:33Z", { minuteRetainedFrom: minute("2026-03-01T10:10Z") })).toEqual([
    "raw 01T10:07–01T10:10",
    "minute 01T10:10–01T10:15",
    "quarter 01T10:15–01T10:30",
    "minute 01T10:30–01T10:33",
  ]);
});

test("a level that is not allowed is not used", () => {
  expect(plan("2026-03-01T00:00Z", "2026-03-02T00:01Z", { levels: ["hour", "raw"] })).toEqual([
    "hour 01T00:00–02T00:00",
    "raw 02T00:00–02T00:01",
  ]);
  expect(plan("2026-03-01T00:00Z", "2026-03-02T00:00Z", { levels: ["raw"] })).toEqual(["raw 01T00:00–02T00:00"]);
});

test("a window older than every fine row widens to quarters", () => {
  const gone = { ...ALL, minuteRetainedFrom: 10_000_000, rawRetainedFrom: 10_000_000 };
  expect(planSegments([{ from: 1_007, to: 1_021 }], gone)).toEqual({
    segments: [{ bucket: 0, level: "quarter", from: 1_005, to: 1_035 }],
    from: 1_005,
    to: 1_035,
  });
  expect(planSegments([{ from: 1_007, to: 1_021 }], { ...gone, rawRetainedFrom: 1_007 })).toMatchObject({
    from: 1_007,
    to: 1_021,
  });
});

test("no buckets need no segments", () => {
  expect(planSegments([], ALL).segments).toEqual([]);
});

const contiguous = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 1_200_000 })),
    // Minutes to hours, and days to half a year: a dozen of them are years.
    fc.array(fc.oneof(fc.integer({ min: 1, max: 4_000 }), fc.integer({ min: 1_000, max: 260_000 })), {
      minLength: 1,
      maxLength: 12,
    }),
  )
  .map(([start, lengths]) => {
    const buckets: MinuteSpan[] = [];
    let from = start;
    for (const length of lengths) {
      buckets.push({ from, to: from + length });
      from += length;
    }
    return buckets;
  });
const levels = fc.subarray([...SEGMENT_LEVELS], { minLength: 1 });
const retained = fc.oneof(fc.integer({ min: 0, max: 50_000 }), fc.integer({ min: 0, max: 3_000_000 }));
const retainedDay = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2_000 })).map((day) => day * 1_440);

test("segments partition the window in order, aligned, merged, and only from rows that are kept", () => {
  fc.assert(
    fc.property(
      contiguous,
      levels,
      retained,
      retained,
      retainedDay,
      (buckets, allowed, minuteRetainedFrom, rawRetainedFrom, day) => {
        const quarterRetainedFrom = allowed.includes("day") ? day : 0;
        const options = { levels: allowed, minuteRetainedFrom, rawRetainedFrom, quarterRetainedFrom };
        const { segments, from, to } = planSegments(buckets, options);
        const coarse = allowed.filter((level) => level !== "minute" && level !== "raw");
        let at = from;
        for (const [index, segment] of segments.entries()) {
          expect(segment.from).toBe(at);
          expect(segment.to).toBeGreaterThan(segment.from);
          expect(isEdgeOf(segment.level, segment.from) && isEdgeOf(segment.level, segment.to)).toBe(true);
          if (coarse.length > 0) {
            expect(allowed).toContain(segment.level);
            if (segment.level === "minute") expect(segment.from).toBeGreaterThanOrEqual(minuteRetainedFrom);
            if (segment.level === "raw") expect(segment.from).toBeGreaterThanOrEqual(rawRetainedFrom);
            if (["hour", "quarter"].includes(segment.level))
              expect(segment.from).toBeGreaterThanOrEqual(quarterRetainedFrom);
          }
          const previous = segments[index - 1];
          if (previous) expect(previous.bucket <= segment.bucket).toBe(true);
          if (previous?.bucket === segment.bucket) expect(previous.level).not.toBe(segment.level);
          at = segment.to;
        }
        expect(at).toBe(to);
        expect(from <= (buckets[0]?.from ?? 0) && to >= (buckets.at(-1)?.to ?? 0)).toBe(true);
      },
    ),
    { numRuns: 400 },
  );
});

test("with every minute kept each bucket is covered exactly, in as few levels as fit", () => {
  fc.assert(
    fc.property(contiguous, (buckets) => {
      const { segments } = planSegments(buckets, ALL);
      for (const [index, { from, to }] of buckets.entries()) {
        const own = segments.filter(({ bucket }) => bucket === index);
        expect([own[0]?.from, own.at(-1)?.to]).toEqual([from, to]);
        expect(own.length).toBeLessThanOrEqual(9);
        const minutes = own
          .filter(({ level }) => level === "minute")
          .reduce((sum, span) => sum + span.to - span.from, 0);
        expect(minutes).toBeLessThanOrEqual(28);
      }
    }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { type MinuteSpan, planSegments, SEGMENT_LEVELS, type SegmentLevel, type SegmentOptions } from "./segments";

const ALL: SegmentOptions = { levels: SEGMENT_LEVELS, minuteKeptFrom: 0, rawKeptFrom: 0 };
const minute = (iso: string) => Date.parse(iso) / 60_000;
const WIDTH: Record<SegmentLevel, number> = { day: 1_440, hour: 60, quarter: 15, minute: 1, raw: 1 };

function plan(from: string, to: string, options: Partial<SegmentOptions> = {}): string[] {
  const { segments } = planSegments([{ from: minute(from), to: minute(to) }], { ...ALL, ...options });
  const time = (at: number) => new Date(at * 60_000).toISOString().slice(8, 16);
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

test("minutes that were dropped come from raw rows", () => {
  expect(plan("2026-03-01T10:07Z", "2026-03-01T10:33Z", { minuteKeptFrom: minute("2026-03-01T10:10Z") })).toEqual([
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
  const gone = { ...ALL, minuteKeptFrom: 10_000_000, rawKeptFrom: 10_000_000 };
  expect(planSegments([{ from: 1_007, to: 1_021 }], gone)).toEqual({
    segments: [{ bucket: 0, level: "quarter", from: 1_005, to: 1_035 }],
    from: 1_005,
    to: 1_035,
  });
  expect(planSegments([{ from: 1_007, to: 1_021 }], { ...gone, rawKeptFrom: 1_007 })).toMatchObject({
    from: 1_007,
    to: 1_021,
  });
});

test("no buckets need no segments", () => {
  expect(planSegments([], ALL).segments).toEqual([]);
});

const contiguous = fc
  .tuple(
    fc.integer({ min: 0, max: 20_000 }),
    fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 12 }),
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
const kept = fc.integer({ min: 0, max: 50_000 });

test("segments partition the window in order, aligned, merged, and only from rows that are kept", () => {
  fc.assert(
    fc.property(contiguous, levels, kept, kept, (buckets, allowed, minuteKeptFrom, rawKeptFrom) => {
      const { segments, from, to } = planSegments(buckets, { levels: allowed, minuteKeptFrom, rawKeptFrom });
      const coarse = allowed.filter((level) => level !== "minute" && level !== "raw");
      let at = from;
      for (const [index, segment] of segments.entries()) {
        expect(segment.from).toBe(at);
        expect(segment.to).toBeGreaterThan(segment.from);
        expect(segment.from % WIDTH[segment.level]).toBe(0);
        expect(segment.to % WIDTH[segment.level]).toBe(0);
        if (coarse.length > 0) {
          expect(allowed).toContain(segment.level);
          if (segment.level === "minute") expect(segment.from).toBeGreaterThanOrEqual(minuteKeptFrom);
          if (segment.level === "raw") expect(segment.from).toBeGreaterThanOrEqual(rawKeptFrom);
        }
        const previous = segments[index - 1];
        if (previous) expect(previous.bucket <= segment.bucket).toBe(true);
        if (previous?.bucket === segment.bucket) expect(previous.level).not.toBe(segment.level);
        at = segment.to;
      }
      expect(at).toBe(to);
      expect(from <= (buckets[0]?.from ?? 0) && to >= (buckets.at(-1)?.to ?? 0)).toBe(true);
    }),
    { numRuns: 250 },
  );
});

test("with every minute kept each bucket is covered exactly, in as few levels as fit", () => {
  fc.assert(
    fc.property(contiguous, (buckets) => {
      const { segments } = planSegments(buckets, ALL);
      for (const [index, { from, to }] of buckets.entries()) {
        const own = segments.filter(({ bucket }) => bucket === index);
        expect([own[0]?.from, own.at(-1)?.to]).toEqual([from, to]);
        expect(own.length).toBeLessThanOrEqual(7);
        const minutes = own
          .filter(({ level }) => level === "minute")
          .reduce((sum, span) => sum + span.to - span.from, 0);
        expect(minutes).toBeLessThanOrEqual(28);
      }
    }),
  );
});

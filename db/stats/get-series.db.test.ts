import { expect, test } from "vitest";
import { seriesSchema } from "@/lib/contract/series";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { testDatabase } from "../testing";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { getSeries, type SeriesInput } from "./get-series";

const database = testDatabase();
const retention = { minuteRetainedFrom: Number.NEGATIVE_INFINITY, rawRetainedFrom: Number.NEGATIVE_INFINITY };
const question: SeriesInput = {
  window: { from: new Date("2026-03-01T10:30:00Z"), to: new Date("2026-03-01T14:01:00Z") },
  filters: NO_FILTERS,
  metric: "requests",
  step: "1h",
  now: new Date("2026-03-01T13:20:00Z"),
  retention,
};
const at = (time: string) => Date.parse(`2026-03-01T${time}:00Z`) * 1_000;

test("every line has every bucket, empty ones with nothing, the filling ones saying so", async () => {
  await givenAttempts(database.sql, [
    anAttempt({ startedAtUs: at("10:29"), model: "a" }),
    anAttempt({ startedAtUs: at("10:30"), model: "a", final: false }),
    anAttempt({ startedAtUs: at("10:59"), model: "a" }),
    anAttempt({ startedAtUs: at("13:00"), model: "b", durationUs: 5_000 }),
  ]);
  const empty = (hour: number, more = {}) => ({ at: `2026-03-01T${hour}:00:00.000Z`, ...more, n: 0, value: null });

  const answer = await getSeries(database.db, { ...question, by: "model" });

  expect(seriesSchema.parse(answer)).toEqual(answer);
  expect(answer).toMatchObject({ step: "1h", by: "model", method: "exact" });
  const filling = { filling: true };
  expect(answer.series).toEqual([
    {
      model: "a",
      points: [{ ...empty(10), n: 2, value: 1 }, empty(11), empty(12), empty(13, filling), empty(14, filling)],
    },
    {
      model: "b",
      points: [empty(10), empty(11), empty(12), { ...empty(13, filling), n: 1, value: 1 }, empty(14, filling)],
    },
  ]);
  const durations = await getSeries(database.db, {
    ...question,
    metric: "duration_ms",
    filters: { ...NO_FILTERS, model: ["b"] },
  });
  expect(durations.series).toMatchObject([
    { points: [{ n: 0, p50: null }, {}, {}, { n: 1, p50: 5, p95: 5, p99: 5 }, {}] },
  ]);
});

test("without a group there is one line, even of nothing", async () => {
  const { series } = await getSeries(database.db, { ...question, filters: { ...NO_FILTERS, model: ["nobody"] } });
  expect(series).toHaveLength(1);
  expect(series[0]?.points.every(({ n }) => n === 0)).toBe(true);
});

test("a line of no tier is named null, and money is text", async () => {
  await givenAttempts(database.sql, [
    anAttempt({ startedAtUs: at("11:00"), model: "c", tier: null, costPico: 250_000_000_000n }),
    anAttempt({ startedAtUs: at("11:01"), model: "c", outcome: "timeout", costPico: null }),
  ]);
  const filters = { ...NO_FILTERS, model: ["c"] };
  const { series } = await getSeries(database.db, { ...question, filters, metric: "cost_usd", by: "tier" });
  expect(series.map(({ tier, points }) => [tier, points[1]])).toEqual([
    ["standard", { at: "2026-03-01T11:00:00.000Z", n: 1, value: null }],
    [null, { at: "2026-03-01T11:00:00.000Z", n: 1, value: "0.25" }],
  ]);
  const errors = await getSeries(database.db, { ...question, filters, metric: "error_rate" });
  expect(errors.series[0]?.points[1]).toMatchObject({ n: 2, value: 0.5 });
});

test("too many points, and minutes that are no longer kept, are refused by name", async () => {
  const refused = (overrides: Partial<SeriesInput>) =>
    expect(getSeries(database.db, { ...question, ...overrides })).rejects.toMatchObject({
      code: "UNPROCESSABLE",
      fields: { step: [expect.any(String)] },
    });
  await refused({
    step: "1m",
    window: { from: new Date("2026-01-01T00:00:00Z"), to: new Date("2026-04-01T00:00:00Z") },
  });
  await refused({ step: "1m", retention: { minuteRetainedFrom: 4e7, rawRetainedFrom: 4e7 } });
  await refused({ step: "1h", retention: { minuteRetainedFrom: 4e7, rawRetainedFrom: 4e7, quarterRetainedFrom: 4e7 } });
});

test("the step of a window that reaches back too far for it is the shortest that is kept", async () => {
  const stepOf = async (retention: SeriesInput["retention"]) =>
    (await getSeries(database.db, { ...question, step: "auto", retention })).step;
  expect(await stepOf({ minuteRetainedFrom: 4e7, rawRetainedFrom: 4e7 })).toBe("15m");
  expect(await stepOf({ minuteRetainedFrom: 4e7, rawRetainedFrom: 4e7, quarterRetainedFrom: 4e7 })).toBe("1d");
  expect(await stepOf({ minuteRetainedFrom: 0, rawRetainedFrom: 4e7, quarterRetainedFrom: 4e7 })).toBe("1m");
});

test("bands are of each bucket where they are asked for, and few samples have no upper bound", async () => {
  const minutes = Array.from({ length: 180 }, (_, minute) => minute);
  const attempts = minutes.flatMap((minute) =>
    Array.from({ length: 4 }, (_, index) =>
      anAttempt({
        startedAtUs: at("11:00") + minute * 60_000_000 + index,
        model: "banded",
        durationUs: 100_000 + 1_000 * ((minute * 7 + index * 13) % 50),
      }),
    ),
  );
  await givenAttempts(database.sql, attempts);
  const banded = { ...question, metric: "duration_ms" as const, filters: { ...NO_FILTERS, model: ["banded"] } };

  const plain = await getSeries(database.db, banded);
  const answer = await getSeries(database.db, { ...banded, withBands: true });

  expect(seriesSchema.parse(answer)).toEqual(answer);
  const points = answer.series[0]?.points ?? [];
  expect(points.map(({ bands: _bands, ...point }: Record<string, unknown>) => point)).toEqual(plain.series[0]?.points);
  expect(points[1]).toMatchObject({
    n: 240,
    bands: { p50: [expect.any(Number), expect.any(Number)], p99: [expect.any(Number), null] },
  });
  expect(points[0]).not.toHaveProperty("bands");
});

import { expect, test } from "vitest";
import { HOUR_MS } from "../time/units";
import { INGEST_CHECKS, type IngestCounts, judgeCheck, noIngestCounts } from "./ingest-checks";

const hour = (n: number, counts: Partial<IngestCounts>) => ({
  startsAt: n * HOUR_MS,
  counts: { ...noIngestCounts(), ...counts },
});
/** Newest first, as they are read. */
const hours = (...bad: (number | null)[]) =>
  bad.map((clock, index) => hour(100 - index, clock === null ? {} : { records: 100, ahead_of_clock: clock }));

test("the latest hour that has enough decides, and the run of bad hours behind it says since when", () => {
  expect(judgeCheck("clock", hours(50, 30, 0, 40))).toEqual({
    name: "clock",
    state: "fail",
    bad: 50,
    n: 100,
    since: 99 * HOUR_MS,
  });
  expect(judgeCheck("clock", hours(0, 50, 50))).toMatchObject({ state: "pass", since: null });
  expect(judgeCheck("clock", hours(5))).toMatchObject({ state: "warn", since: 100 * HOUR_MS });
});

test("hours without attempts break no run, and are no evidence", () => {
  expect(judgeCheck("clock", hours(50, null, null, 30, 0))).toMatchObject({ state: "fail", since: 97 * HOUR_MS });
  expect(judgeCheck("clock", hours(null, 50, 0))).toMatchObject({ state: "fail", n: 100, since: 99 * HOUR_MS });
  expect(judgeCheck("clock", [])).toEqual({ name: "clock", state: "too_few", bad: 0, n: 0, since: null });
});

test("under twenty attempts nothing is said, and several hours together may bring them", () => {
  const few = (n: number, bad: number) => hour(n, { streams: 7, streams_without_usage: bad });

  expect(judgeCheck("streams_without_usage", [few(9, 7), few(8, 7)])).toMatchObject({ state: "too_few", n: 14 });
  expect(judgeCheck("streams_without_usage", [few(9, 7), few(8, 7), few(7, 7)])).toMatchObject({
    state: "fail",
    n: 21,
    since: 7 * HOUR_MS,
  });
});

test("every test has a warning below its failure", () => {
  for (const name of INGEST_CHECKS) {
    const all = { ...noIngestCounts() };
    for (const key of Object.keys(all) as (keyof IngestCounts)[]) all[key] = 1_000;
    all.streams_with_ttft = 0;
    if (name === "ttft_is_duration") all.streams_with_ttft = 1_000;
    expect([name, judgeCheck(name, [{ startsAt: 0, counts: all }]).state]).toEqual([name, "fail"]);
  }
});

import { expect, test } from "vitest";
import { PICO_PER_USD } from "../pricing/usd";
import { commitPeriodAt, projectCommitment } from "./commitment";

const usd = (dollars: number) => BigInt(dollars) * PICO_PER_USD;
const at = (text: string) => Date.parse(`${text}T00:00:00Z`);
const days = (window: { from: Date; to: Date } | null) =>
  window && [window.from, window.to].map((day) => day.toISOString().slice(0, 10));

test("periods follow each other from the beginning, on the last day of months that are too short, and end with it", () => {
  const terms = { period: "month", fromMs: at("2026-01-31"), toMs: at("2026-05-10") } as const;
  expect(days(commitPeriodAt(at("2026-01-30"), terms))).toBeNull();
  expect(days(commitPeriodAt(at("2026-02-27"), terms))).toEqual(["2026-01-31", "2026-02-28"]);
  expect(days(commitPeriodAt(at("2026-02-28"), terms))).toEqual(["2026-02-28", "2026-03-31"]);
  expect(days(commitPeriodAt(at("2026-05-01"), terms))).toEqual(["2026-04-30", "2026-05-10"]);
  expect(days(commitPeriodAt(at("2026-05-10"), terms))).toBeNull();
  const year = { period: "year", fromMs: at("2024-02-29"), toMs: null } as const;
  expect(days(commitPeriodAt(at("2026-11-30"), year))).toEqual(["2026-02-28", "2027-02-28"]);
});

test("a third of the way $20,000 are projected to $60,000: $40,000 short of $100,000, or 10 % back on $10,000 beyond $50,000", () => {
  const period = { from: new Date(at("2026-11-01")), to: new Date(at("2026-12-01")) };
  const terms = { pico: usd(100_000), period: "month", applies: "all", offPpm: 100_000 } as const;
  const now = new Date(at("2026-11-11"));
  expect(projectCommitment(usd(20_000), period, now, terms)).toEqual({
    ...{ projected: usd(60_000), shortfall: usd(40_000), rebate: null },
  });
  expect(projectCommitment(usd(20_000), period, now, { ...terms, pico: usd(50_000), applies: "after" })).toEqual({
    ...{ projected: usd(60_000), shortfall: 0n, rebate: usd(1_000) },
  });
});

test("what is unknown, and a first day, project nothing", () => {
  const period = { from: new Date(at("2026-11-01")), to: new Date(at("2026-12-01")) };
  const terms = { pico: usd(1), period: "month", applies: "all", offPpm: 1 } as const;
  const nothing = { projected: null, shortfall: null, rebate: null };
  expect(projectCommitment(null, period, new Date(at("2026-11-11")), terms)).toEqual(nothing);
  expect(projectCommitment(usd(1), period, new Date(at("2026-11-01") + 3_600_000), terms)).toEqual(nothing);
});

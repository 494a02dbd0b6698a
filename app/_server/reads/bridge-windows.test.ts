import { expect, test } from "vitest";
import { bridgeQuerySchema } from "@/lib/contract/bridge";
import { bridgeWindows } from "./bridge-windows";

const NOW = new Date("2026-10-26T08:00:30Z");
const ask = (query: Record<string, string>) => {
  const { before, after } = bridgeWindows(bridgeQuerySchema.parse(query), NOW);
  return [before.from, before.to, after.from, after.to].map((at) => at.toISOString().slice(0, 16));
};

test("of a day that is not over, the hours that have passed are compared with as many of the day before", () => {
  const day = { from: "2026-10-26T00:00:00Z", to: "2026-10-27T00:00:00Z" };
  expect(ask(day)).toEqual(["2026-10-25T00:00", "2026-10-25T08:01", "2026-10-26T00:00", "2026-10-26T08:01"]);
  // The day before had 25 hours in Berlin.
  const berlin = { from: "2026-10-25T23:00:00Z", to: "2026-10-26T23:00:00Z", tz: "Europe/Berlin" };
  expect(ask(berlin)).toEqual(["2026-10-24T22:00", "2026-10-25T07:01", "2026-10-25T23:00", "2026-10-26T08:01"]);
});

test("a month so far is compared with as much of the month before, and a range that is over with all of the time before", () => {
  expect(ask({ window: "month" })).toEqual([
    ...["2026-09-01T00:00", "2026-09-26T08:01", "2026-10-01T00:00", "2026-10-26T08:01"],
  ]);
  const over = { from: "2026-10-20T00:00:00Z", to: "2026-10-23T00:00:00Z" };
  expect(ask(over)).toEqual(["2026-10-17T00:00", "2026-10-20T00:00", "2026-10-20T00:00", "2026-10-23T00:00"]);
});

test("what is named to compare with is taken as it is", () => {
  const day = { from: "2026-10-26T00:00:00Z", to: "2026-10-27T00:00:00Z" };
  const against = { against_from: "2026-10-19T00:00:00Z", against_to: "2026-10-20T00:00:00Z" };
  expect(ask({ ...day, ...against })).toEqual([
    ...["2026-10-19T00:00", "2026-10-20T00:00", "2026-10-26T00:00", "2026-10-26T08:01"],
  ]);
});

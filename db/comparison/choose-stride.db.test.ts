import { beforeAll, expect, test } from "vitest";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { chooseStride } from "./choose-stride";

const database = testDatabase();
const from = Date.UTC(2026, 2, 1) / 60_000;
const limits = { read: 100, scanned: 600 };
const question = { span: { from, to: from + 1_440 }, retention: EVERYTHING_RETAINED, isByHour: false };
const ask = (filters: Partial<typeof NO_FILTERS>) =>
  chooseStride(database.db, { ...question, filters: { ...NO_FILTERS, ...filters }, sampling: "even" }, limits);
const evenly = (looked: number) => ({ looked, ofModel: new Map() });

beforeAll(() =>
  givenAttempts(
    database.sql,
    Array.from({ length: 1_200 }, (_, n) =>
      anAttempt({
        startedAtUs: (from + n) * 60_000_000,
        ...{ tier: n % 20 === 0 ? "premium" : "standard", model: n % 4 === 0 ? "picked" : "other" },
        ...{ app: n % 2 === 0 ? "a" : "b", feature: n % 40 === 0 ? "few" : "many" },
      }),
    ),
  ),
);

test("few attempts asked for are read by closer slices than all are, up to what may be looked at", async () => {
  expect(await ask({})).toEqual(evenly(13));
  expect(await ask({ model: ["picked"] })).toEqual(evenly(7));
  // 60 would be read whole; no more than half of all may be looked at.
  expect(await ask({ tier: ["premium"] })).toEqual(evenly(7));
});

test("by filters that sums do not know together, the stride is that of the others", async () => {
  expect(await ask({ feature: ["few"], app: ["a"] })).toEqual(evenly(13));
  expect(await ask({ feature: ["few"], app: ["a"], model: ["picked"] })).toEqual(evenly(7));
});

test("busy models are read in fewer of the slices looked at than a rare one", async () => {
  const byModel = { ...question, filters: NO_FILTERS, sampling: "byModel" } as const;
  const strides = await chooseStride(database.db, byModel, { read: 400, scanned: 1_200 });
  // 300 and 900, of which 200 each are wanted.
  expect(strides).toEqual({ looked: 1, ofModel: new Map([["other", 7]]) });
});

import { expect, test } from "vitest";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { epochMinute } from "@/lib/domain/time/time-window";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { compareSpend } from "./compare-spend";

const database = testDatabase();
const USD = 1_000_000_000_000n;
const at = (iso: string) => Date.parse(iso) * 1_000;
const question = {
  filters: NO_FILTERS,
  groupBy: ["app"] as const,
  interval: "none" as const,
  tz: "Asia/Shanghai",
  now: new Date("2026-03-20T00:00:00Z"),
  retention: EVERYTHING_RETAINED,
};

test("the period before stands beside, each adding up to its own total, in months of the zone", async () => {
  await givenAttempts(database.sql, [
    // The last second of January, and the first of February, in Shanghai.
    anAttempt({ startedAtUs: at("2026-01-31T15:59:59Z"), app: "old", costPico: 7n * USD }),
    anAttempt({ startedAtUs: at("2026-01-31T16:00:00Z"), app: "chat", costPico: 2n * USD }),
    anAttempt({ startedAtUs: at("2026-03-05T00:00:00Z"), app: "chat", costPico: 5n * USD }),
    anAttempt({ startedAtUs: at("2026-03-06T00:00:00Z"), app: "new", costPico: USD }),
  ]);
  const window = { from: new Date("2026-02-28T16:00:00Z"), to: new Date("2026-03-20T00:01:00Z") };

  const { rows, total, previous } = await compareSpend(database.db, { ...question, window, calendar: "month" });

  expect(rows).toMatchObject([
    { app: "chat", cost_usd: "5" },
    { app: "new", cost_usd: "1" },
  ]);
  expect(total.cost_usd).toBe("6");
  expect(previous).toMatchObject({
    from: "2026-01-31T16:00:00.000Z",
    to: "2026-02-20T00:01:00.000Z",
    rows: [{ app: "chat", cost_usd: "2" }],
    total: { cost_usd: "2" },
    records_from: null,
    why: null,
  });
});

test("a period in which records begin is not whole, and says since when they are", async () => {
  const window = { from: new Date("2026-02-05T00:00:00Z"), to: new Date("2026-02-14T00:00:00Z") };
  const { previous } = await compareSpend(database.db, { ...question, window, calendar: null });
  expect(previous).toMatchObject({ from: "2026-01-27T00:00:00.000Z", records_from: "2026-01-31T00:00:00.000Z" });
});

test("a period that is retained no more is unknown, with why, and hides nothing of this one", async () => {
  const window = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-10T00:00:00Z") };
  const retention = { ...EVERYTHING_RETAINED, rawRetainedFrom: epochMinute(window.from), breakdowns: [] };
  const asked = { ...question, window, retention, groupBy: ["session"] as const, calendar: null };

  const { total, previous } = await compareSpend(database.db, asked);

  expect(total.cost_usd).toBe("6");
  expect(previous).toMatchObject({ from: "2026-02-20T00:00:00.000Z", rows: [], total: null });
  expect(previous?.why).toContain("retained since 2026-03-01");
});

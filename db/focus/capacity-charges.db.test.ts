import { beforeAll, expect, test } from "vitest";
import { newCapacitySchema } from "@/lib/contract/capacity";
import type { Charge } from "@/lib/domain/focus/charge";
import { ofPico } from "@/lib/domain/focus/focus-decimal";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { addCapacity } from "../capacity/add-capacity";
import { foldDeltas } from "../rollups/fold-deltas";
import { getSpend } from "../spend/get-spend";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { focusProblems } from "../testing/focus-problems";
import { givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { readCharges } from "./read-charges";
import { readInvoiceLines } from "./read-invoices";

const database = testDatabase();
const NOW = new Date("2026-04-20T00:00:00Z");
const retention = EVERYTHING_RETAINED;
const STORED = { from: new Date("2026-02-25T00:00:00Z"), to: new Date("2026-04-03T00:00:00Z") };

beforeAll(async () => {
  await givenAttempts(database.sql, randomAttempts(seededRandom(7), 900, STORED));
  await foldDeltas(database.sql);
  const terms = { units: 2, reason: "test", valid_from: "2026-03-03T05:00:00Z" };
  for (const own of [
    {
      ...terms,
      name: "PTU",
      provider: "p",
      models: ["a"],
      kind: "ptu_hour",
      amount: "1.3",
      valid_to: "2026-03-28T12:00:00Z",
    },
    { ...terms, name: "Plan", provider: "q", models: [], kind: "plan_month", zone: "Asia/Shanghai", amount: "199.99" },
  ]) {
    await addCapacity(database.db, { input: newCapacitySchema.parse(own), actor: "test", now: NOW });
  }
});

async function chargesOf(window: TimeWindow, granularity: "day" | "hour" = "day"): Promise<Charge[]> {
  const charges: Charge[] = [];
  for await (const batch of readCharges(database.db, { window, granularity, retention, now: NOW }))
    charges.push(...batch);
  return charges;
}

const sum = (rows: readonly { billed: bigint }[]) => rows.reduce((total, { billed }) => total + billed, 0n);
const day = (text: string) => new Date(`${text}T00:00:00Z`);

test.each([
  ["a month", { from: day("2026-03-01"), to: day("2026-04-01") }],
  ["two months in part", { from: new Date("2026-02-27T13:21:00Z"), to: new Date("2026-04-02T02:07:00Z") }],
  [
    "hours within a day on which capacity ends",
    { from: new Date("2026-03-28T09:15:00Z"), to: new Date("2026-03-28T16:00:00Z") },
  ],
])("of %s with reserved capacity the file is what Spend says is billed", async (_, window) => {
  const question = {
    window,
    filters: NO_FILTERS,
    groupBy: [],
    interval: "none",
    tz: "UTC",
    now: NOW,
    retention,
  } as const;
  const { capacity } = (await getSpend(database.db, question)).total;
  const billed = ofPico(parseUsd(capacity?.billed_usd ?? "") ?? 0n);
  for (const [granularity, version] of [
    ["day", "1.4"],
    ["hour", "1.2"],
  ] as const) {
    const charges = await chargesOf(window, granularity);
    expect(sum(charges)).toBe(billed);
    const bought = charges.filter(({ series }) => series.category === "Purchase");
    expect(sum(bought)).toBe(ofPico(parseUsd(capacity?.cost_usd ?? "") ?? 0n));
    const credits = charges.filter(({ series }) => series.category === "Credit" && series.source === "capacity");
    expect(-sum(credits)).toBe(ofPico(parseUsd(capacity?.not_billed_usd ?? "") ?? 0n));
    expect(focusProblems({ dataset: "cost_and_usage", version }, charges)).toEqual([]);
  }
  expect(sum(await readInvoiceLines(database.db, { window, retention, now: NOW }))).toBe(billed);
});

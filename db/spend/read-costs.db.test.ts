import { expect, test } from "vitest";
import { newCapacitySchema } from "@/lib/contract/capacity";
import type { Filters } from "@/lib/contract/common";
import type { SpendTotal } from "@/lib/contract/spend";
import { createExchangeRates } from "@/lib/domain/pricing/exchange-rates";
import { formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { NO_FILTERS, type SpendGroup } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { intervalBucketsOf } from "@/lib/domain/time/time-window";
import { HOUR_MS } from "@/lib/domain/time/units";
import { minuteSpan } from "../aggregates/answer-window";
import { addCapacity } from "../capacity/add-capacity";
import { allocateSpan } from "../capacity/allocate-span";
import { listCapacity } from "../capacity/list-capacity";
import { totalSpan } from "../capacity/total-span";
import type { Db } from "../client";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { testDatabase, withRollback } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { givenAttempts } from "../testing/given-attempts";
import { aUsage, givenUsage } from "../testing/given-usage";
import { randomAttempts } from "../testing/random-attempts";
import { getSpend } from "./get-spend";
import { type CostRow, readCosts } from "./read-costs";

const database = testDatabase();
const STORED = { from: new Date("2026-03-03T00:00:00Z"), to: new Date("2026-03-08T00:00:00Z") };
const WINDOW = { from: new Date("2026-03-02T10:00:00Z"), to: new Date("2026-03-07T03:30:00Z") };
const NOW = new Date("2026-03-06T20:20:00Z");
const ZONES = ["UTC", "Asia/Shanghai", "Asia/Kathmandu"];
const TERMS = {
  ...{ units: 1, kind: "gpu_hour", amount: "0.987654321", reason: "test", models: [] },
  ...{ valid_from: "2026-03-03T05:00:00Z", valid_to: "2026-03-06T22:00:00Z" },
};
const RESERVED = [
  { provider: "p", kind: "plan_month", amount: "1234.567" },
  { provider: "q", models: ["a*", "b"], amount: "12.3" },
  { provider: "q", models: ["c"], region: "us" },
  // Nobody uses it.
  { provider: "azure", valid_to: "2026-03-03T09:00:00Z" },
];

/** What both say of one row. */
const shown = (attempts: number, requests: number, cost: string | null, paid?: string | null, billed?: string | null) =>
  JSON.stringify([attempts, requests, cost, paid ?? null, billed ?? null]);
const ofCosts = ({ attempts, requests, costPico, capacity }: Omit<CostRow, "label" | "names">) =>
  shown(
    ...([attempts, requests, formatUsdOrNull(costPico)] as const),
    ...[capacity && formatUsdOrNull(capacity.paidPico), capacity && formatUsdOrNull(capacity.billedPico)],
  );
const ofSpend = ({ attempts, requests, cost_usd, capacity }: SpendTotal) =>
  shown(attempts, requests, cost_usd, capacity?.cost_usd, capacity?.billed_usd);

test("costs are what the report of spend says of them, in every grouping, zone and filter", async () => {
  await givenAttempts(database.sql, randomAttempts(seededRandom(11), 1_500, STORED));
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: new Date(NOW.getTime() - HOUR_MS) });
  await givenUsage(
    database.sql,
    [2, 3, 5].map((day) =>
      aUsage({ startsAtUs: Date.UTC(2026, 2, day) * 1_000, provider: "p", model: `usage-${day}` }),
    ),
  );
  await withRollback(database.db, async (db) => {
    await reserveAll(db);
    const groupings: SpendGroup[][] = [
      [],
      ["provider"],
      ["model"],
      ["app"],
      ["tier"],
      ["team"],
      ["provider", "region"],
    ];
    const filters: Partial<Filters>[] = [{}, { provider: ["q", "azure"] }, { tier: ["gold"] }, { model: ["a", "c"] }];
    for (const tz of ZONES) {
      for (const groupBy of groupings) {
        for (const own of filters) {
          const asked = { filters: { ...NO_FILTERS, ...own }, groupBy, now: NOW, retention: EVERYTHING_RETAINED };
          const spend = await getSpend(db, { ...asked, window: WINDOW, tz, interval: "day" });
          const buckets = intervalBucketsOf(WINDOW, "day", tz);
          const costs = await readCosts(db, { ...asked, buckets, withCapacity: true });
          expect(costs.rows.map((row) => [row.label, row.names, ofCosts(row)])).toEqual(
            spend.rows.map((row) => [
              row.day,
              Object.fromEntries(groupBy.map((name) => [name, row[name]])),
              ofSpend(row),
            ]),
          );
          expect(ofCosts(costs.total)).toBe(ofSpend(spend.total));
        }
      }
    }
  });
});

test("capacity in total, with what was idle of it, is what its shares add up to", async () => {
  const retention = EVERYTHING_RETAINED;
  await withRollback(database.db, async (db) => {
    await reserveAll(db);
    for (const capacity of await listCapacity(db)) {
      for (const tz of ZONES) {
        const buckets = intervalBucketsOf(WINDOW, "day", tz).map(minuteSpan);
        const question = { buckets, now: NOW, retention, rates: createExchangeRates([]) };
        const shared = await allocateSpan(db, capacity, { ...question, withApps: false });
        const sumOf = (bucket: number) => {
          const isOf = ({ period }: { period: number }) => shared?.periods[period]?.bucket === bucket;
          const shares = shared?.allocation.shares.filter(isOf) ?? [];
          const idlePico = shared?.allocation.idle.filter(isOf).reduce((sum, { pico }) => sum + pico, 0n) ?? 0n;
          return {
            ...{ bucket, idlePico, paidPico: shares.reduce((sum, { pico }) => sum + pico, idlePico) },
            tokenPico: shares.reduce((sum, { tokenPico }) => sum + tokenPico, 0n),
          };
        };
        const whole = await totalSpan(db, capacity, { ...question, withIdle: true });
        expect(whole?.buckets.length).toBeGreaterThan(0);
        expect(whole?.buckets).toEqual(whole?.buckets.map(({ bucket }) => sumOf(bucket)));
        const billed = await totalSpan(db, capacity, { ...question, withIdle: false });
        expect(billed?.buckets).toEqual(whole?.buckets.map((own) => ({ ...own, idlePico: null })));
        expect([billed?.paidPico, whole?.paidPico]).toEqual([shared?.paidPico, shared?.paidPico]);
      }
    }
  });
});

async function reserveAll(db: Db): Promise<void> {
  for (const fields of RESERVED) {
    const input = newCapacitySchema.parse({ name: JSON.stringify(fields), ...TERMS, ...fields });
    await db.transaction((tx) => addCapacity(tx, { input, actor: "test", now: NOW }));
  }
}

import { expect, test } from "vitest";
import { newCapacitySchema } from "@/lib/contract/capacity";
import { formatUsd, PICO_PER_USD, parseUsd } from "@/lib/domain/pricing/usd";
import { NO_FILTERS, type SpendGroup } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { addCapacity } from "../capacity/add-capacity";
import type { Db } from "../client";
import { foldDeltas } from "../rollups/fold-deltas";
import { testDatabase, withRollback } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { getSpend, type SpendInput } from "./get-spend";

const database = testDatabase();
const question: SpendInput = {
  window: { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-01T04:00:00Z") },
  ...{ filters: NO_FILTERS, groupBy: ["model"], interval: "none", tz: "UTC", retention: EVERYTHING_RETAINED },
  now: new Date("2026-03-09T00:00:00Z"),
};
const TERMS = {
  ...{ name: "PTU", provider: "azure", models: ["gpt-4o"], kind: "ptu_hour", units: 1, amount: "30" },
  ...{ valid_from: "2026-03-01T00:00:00Z", valid_to: "2026-03-01T03:00:00Z", reason: "test" },
};
const add = (db: Db, fields: object = {}) =>
  db.transaction((tx) =>
    addCapacity(tx, { input: newCapacitySchema.parse({ ...TERMS, ...fields }), actor: "test", now: question.now }),
  );
const sumOf = (texts: readonly (string | null | undefined)[]) =>
  formatUsd(texts.reduce((sum, text) => sum + (parseUsd(text ?? "0") ?? 0n), 0n));
const azure = (time: string, model: string, dollars: number) =>
  anAttempt({
    ...{ startedAtUs: parseInstantUs(`2026-03-01T${time}:00Z`) ?? 0, provider: "azure", model },
    costPico: BigInt(dollars) * PICO_PER_USD,
  });

test("what capacity served is not billed by the token, what it cost is, and what nobody reserved stays as it is", async () => {
  await givenAttempts(database.sql, [
    ...[azure("00:30", "gpt-4o", 8), azure("01:30", "gpt-5", 5)],
    // After its end it is billed by the token.
    azure("03:30", "gpt-4o", 2),
  ]);
  await foldDeltas(database.sql);
  await withRollback(database.db, async (db) => {
    expect((await getSpend(db, question)).total).not.toHaveProperty("capacity");
    await add(db);
    const { rows, total } = await getSpend(db, question);
    // $15 by the token, of which $8 were served by three hours at $30, two of them idle: 15 − 8 + 90.
    const capacity = { cost_usd: "90", idle_usd: "60", not_billed_usd: "8", billed_usd: "97" };
    expect(total).toMatchObject({ cost_usd: "15", capacity });
    expect(rows.map(({ model, cost_usd, capacity: own }) => [model, cost_usd, own?.billed_usd])).toEqual([
      ["gpt-4o", "10", "32"],
      ["gpt-5", "5", undefined],
      ["unassigned", "0", "60"],
    ]);
    const ofModel = { ...question, filters: { ...NO_FILTERS, model: ["gpt-4o"] } };
    expect((await getSpend(db, ofModel)).total.capacity).toMatchObject({ idle_usd: "0", billed_usd: "32" });
    const byTier = await getSpend(db, { ...question, groupBy: ["tier"] });
    expect(byTier.total.capacity).toEqual(capacity);
    expect(byTier.rows.some((row) => row.capacity)).toBe(false);
    const ofTier = { ...question, filters: { ...NO_FILTERS, tier: ["standard"] } };
    expect((await getSpend(db, ofTier)).total).not.toHaveProperty("capacity");
  });
});

test("rows add up to the total in every grouping and zone that has them", async () => {
  const stored = { from: new Date("2026-03-03T00:00:00Z"), to: new Date("2026-03-08T00:00:00Z") };
  await givenAttempts(database.sql, randomAttempts(seededRandom(9), 1_000, stored));
  await foldDeltas(database.sql);
  const span = { valid_from: "2026-03-03T05:00:00Z", valid_to: "2026-03-06T22:00:00Z" };
  const window = { from: new Date("2026-03-02T10:00:00Z"), to: new Date("2026-03-07T03:30:00Z") };
  await withRollback(database.db, async (db) => {
    for (const [place, provider] of ["deepseek", "openai", "moonshotai"].entries()) {
      const kind = place === 0 ? { kind: "plan_month", amount: "1234.567" } : { amount: "0.987654321" };
      await add(db, { ...span, ...kind, provider, models: [] });
    }
    const totals = new Set<string>();
    const groupings: SpendGroup[][] = [["model"], ["provider"], ["app"], ["model", "app"], ["provider", "model"], []];
    for (const groupBy of groupings) {
      for (const tz of ["UTC", "Asia/Shanghai", "Asia/Kathmandu"]) {
        for (const interval of ["none", "day"] as const) {
          const { rows, total } = await getSpend(db, { ...question, window, groupBy, tz, interval });
          const { capacity } = total;
          for (const name of ["cost_usd", "idle_usd", "not_billed_usd"] as const) {
            expect(sumOf(rows.map((row) => row.capacity?.[name]))).toBe(capacity?.[name]);
          }
          expect(sumOf(rows.map((row) => row.capacity?.billed_usd ?? row.cost_usd))).toBe(capacity?.billed_usd);
          totals.add(JSON.stringify([capacity?.cost_usd, capacity?.billed_usd]));
        }
      }
    }
    expect([...totals]).toHaveLength(1);
  });
});

import { expect, test } from "vitest";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { getComparison } from "../comparison/get-comparison";
import { getRetention } from "../retention/get-retention";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { testDatabase } from "../testing";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { getDistribution } from "./get-distribution";
import { getSeries } from "./get-series";
import { getStatsModels } from "./get-stats-models";

const database = testDatabase();
const now = new Date("2026-03-09T12:00:00Z");
const window = { from: new Date("2026-03-09T00:10:00Z"), to: now };

async function context() {
  return { window, now, filters: NO_FILTERS, retention: await getRetention(database.db, { now, rawDays: 30 }) };
}

const secondsOf = (row: { duration_ms: { n: number; p50: number | null } }) => [
  row.duration_ms.n,
  Math.round((row.duration_ms.p50 ?? 0) / 1_000),
];

async function expectApart() {
  const asked = await context();
  const { models, total } = await getStatsModels(database.db, { ...asked, by: "model" });
  expect(models.map((row) => [row.model, row.attempts, ...secondsOf(row)])).toEqual([
    ["both", 6, 3, 4],
    ["embedder", 5, 5, 1],
    ["writer", 4, 4, 2],
  ]);
  expect([total.attempts, ...secondsOf(total)]).toEqual([15, 7, 2]);

  const { series } = await getSeries(database.db, { ...asked, metric: "duration_ms", step: "1d" });
  expect(series).toMatchObject([{ points: [{ n: 7 }] }]);
  const lines = await getSeries(database.db, { ...asked, metric: "duration_ms", step: "1d", by: "model" });
  expect(lines.series).toMatchObject([
    { model: "both", points: [{ n: 3 }] },
    { model: "embedder", points: [{ n: 5 }] },
    { model: "writer", points: [{ n: 4 }] },
  ]);
  const byApp = await getSeries(database.db, { ...asked, metric: "duration_ms", step: "1d", by: "app" });
  expect(byApp.series).toMatchObject([{ app: "chat", points: [{ n: 7 }] }]);
  const { models: curves } = await getDistribution(database.db, { ...asked, metric: "duration_ms" });
  expect(curves.map(({ model, n }) => [model, n])).toEqual([
    ["both", 3],
    ["embedder", 5],
    ["writer", 4],
  ]);
  const { winners } = await getComparison(database.db, { ...asked, mix: [] });
  expect(JSON.stringify(winners.filter(({ concern }) => concern !== "variety"))).not.toContain("embedder");

  const filters = { ...NO_FILTERS, operation: ["chat", "embedding"] };
  const mixed = await getStatsModels(database.db, { ...asked, filters });
  expect(secondsOf(mixed.total)).toEqual([15, 1]);
}

test("percentiles of text are not mixed with those of embeddings, unless asked; counts are of all", async () => {
  let started = Date.UTC(2026, 2, 9, 1) * 1_000;
  const calls = (model: string, operation: "chat" | "embedding", n: number, seconds: number) =>
    Array.from({ length: n }, () => {
      started += 600e6;
      return anAttempt({ model, operation, durationUs: seconds * 1e6, startedAtUs: started });
    });
  await givenAttempts(database.sql, [
    ...calls("writer", "chat", 4, 2),
    ...calls("embedder", "embedding", 5, 1),
    ...calls("both", "chat", 3, 4),
    ...calls("both", "embedding", 3, 1),
  ]);

  await expectApart();
  await foldDeltas(database.sql);
  await expectApart();
  await sealMinutes(database.sql, { before: now });
  await expectApart();
});

test("where nothing but embeddings is asked for, their percentiles are shown", async () => {
  const filters = { ...NO_FILTERS, model: ["embedder"] };

  const { total } = await getStatsModels(database.db, { ...(await context()), filters });

  expect(secondsOf(total)).toEqual([5, 1]);
});

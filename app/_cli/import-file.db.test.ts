import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { dropExpiredPartitions } from "@/db/partitions/drop-expired-partitions";
import { dayOfUs } from "@/db/partitions/partition-days";
import { settleRollups } from "@/db/rollups/settle-rollups";
import { getStatsModels } from "@/db/stats/get-stats-models";
import { testDatabase } from "@/db/testing";
import { nearestRank } from "@/lib/breaker/nearest-rank";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { parseImportOptions } from "@/lib/ingest/import/import-options";
import { importFile } from "./import-file";

const database = testDatabase();
const folder = mkdtempSync(join(tmpdir(), "switchyard-import-db-"));
afterAll(() => rmSync(folder, { recursive: true }));

const nowUs = Date.now() * 1000;
// Everything is kept: the window is of the last two hours.
const retention = { minuteRetainedFrom: 0, rawRetainedFrom: 0 };

function importing(name: string, content: string, args: string, at = nowUs, onProgress?: () => void) {
  const file = join(folder, name);
  writeFileSync(file, content);
  const options = parseImportOptions([file, ...args.split(" ")]);
  const { db, sql } = database;
  return importFile({
    db,
    sql,
    rawRetentionDays: 45,
    minuteRetentionDays: 7,
    options,
    nowUs: at,
    ...(onProgress && { onProgress }),
  });
}

async function statsOf(model: string) {
  const window = { from: new Date(nowUs / 1000 - 7_200_000), to: new Date(nowUs / 1000 + MINUTE_MS) };
  const filters = { ...NO_FILTERS, model: [model] };
  const { models } = await getStatsModels(database.db, { window, filters, now: new Date(nowUs / 1000), retention });
  return models[0];
}

/** Latencies of 160 measured calls, spread over three decades, and some refusals that were answered at once. */
const measured = Array.from({ length: 160 }, (_, i) => {
  const refused = i % 13 === 5;
  const ttft_s = refused ? 0 : 0.05 * 1.03 ** ((i * 37) % 160);
  return {
    error_code: refused ? 429 : null,
    error_msg: "",
    ttft_s,
    end_to_end_latency_s: refused ? 0 : ttft_s + 0.6 + (i % 7) / 9,
    number_input_tokens: 550,
    number_output_tokens: refused ? 1 : 150,
  };
});
const MAPS =
  "--map ttft_ms=ttft_s*1000 --map duration_ms=end_to_end_latency_s*1000 --map http_status=error_code --set http_status=200 " +
  "--map output_tokens=number_output_tokens --map input_tokens=number_input_tokens --clock now-1h,1s --set provider=test";

test("percentiles of an imported file are within 1 % of nearest rank, and its error rate is exact", async () => {
  const summary = await importing("measured.json", JSON.stringify(measured), `${MAPS} --set model=measured-70b`);

  const stats = await statsOf("measured-70b");
  const ok = measured.filter((row) => row.error_code === null);
  expect(summary).toMatchObject({ read: 160, accepted: 160, duplicates: 0, rejected: 0 });
  expect(stats?.error_rate).toBe((160 - ok.length) / 160);
  for (const [metric, column] of [
    ["ttft_ms", "ttft_s"],
    ["duration_ms", "end_to_end_latency_s"],
  ] as const) {
    const sorted = ok.map((row) => row[column] * 1000).sort((a, b) => a - b);
    expect(stats?.[metric].n).toBe(ok.length);
    for (const [name, q] of [
      ["p50", 0.5],
      ["p95", 0.95],
      ["p99", 0.99],
    ] as const) {
      const exact = nearestRank(sorted, q) ?? Number.NaN;
      expect(Math.abs((stats?.[metric][name] ?? Number.NaN) - exact) / exact).toBeLessThanOrEqual(0.01);
    }
  }
});

test("the same import again changes nothing, whenever and in whatever batches it is run", async () => {
  const content = JSON.stringify(measured);
  await importing("twice.json", content, `${MAPS} --set model=twice-70b`);

  const again = await importing("twice.json", content, `${MAPS} --set model=twice-70b --batch 7`, nowUs + 90_000_000);

  expect(again).toMatchObject({ accepted: 0, duplicates: 160, rejected: 0, isRepeated: true });
  expect((await statsOf("twice-70b"))?.attempts).toBe(160);
});

test("an old trace of naive times is taken as it is, or moved to end now; each record is counted once", async () => {
  const csv = [
    "TIMESTAMP,ContextTokens,GeneratedTokens",
    "2023-11-16 18:17:03.9799600,4808,10",
    "2023-11-16 18:17:04.0319600,3180,8",
    "2023-11-16 18:17:04.0319600,3180,8",
  ].join("\n");
  const args = "--map started_at=TIMESTAMP --map input_tokens=ContextTokens --map output_tokens=GeneratedTokens";
  const sets = "--set duration_ms=1000 --set outcome=ok --set model=old-trace --zone UTC";

  const retained = await importing("trace.csv", csv, `${args} ${sets}`);
  const shifted = await importing("trace.csv", csv, `${args} ${sets} --shift now`);

  expect(retained).toMatchObject({ accepted: 3, rejected: 0 });
  expect(shifted).toMatchObject({ accepted: 3, duplicates: 0, rejected: 0 });
  expect((await statsOf("old-trace"))?.tokens).toMatchObject({ input: 11_168, output: 26 });
});

const line = (n: number, at: string) =>
  JSON.stringify({ model: "history", duration_ms: 10, outcome: n % 5 === 0 ? "timeout" : "ok", started_at: at });
const monthsOf = (model: string) => database.sql`
  select sum(attempts)::int as attempts, sum(timeout)::int as timeouts
  from rollup_month_model r join dimension d on d.id = r.model_id where d.value = ${model}`;

test("history older than raw ones are kept counts for good, and running it again changes nothing", async () => {
  const day = new Date(nowUs / 1000 - 400 * DAY_MS).toISOString().slice(0, 10);
  const content = Array.from({ length: 100 }, (_, n) =>
    line(n, `${day}T10:00:${String(n % 60).padStart(2, "0")}Z`),
  ).join("\n");

  expect(await importing("old.jsonl", content, "--batch 30")).toMatchObject({ read: 100, accepted: 100, rejected: 0 });
  await settleRollups(database.sql, { before: new Date() });
  expect(await dropExpiredPartitions(database.sql, dayOfUs(nowUs) - 46)).toBeGreaterThan(0);
  expect(await importing("old.jsonl", content, "--batch 30")).toMatchObject({
    accepted: 0,
    duplicates: 100,
    isRepeated: true,
  });
  await settleRollups(database.sql, { before: new Date() });

  expect([...(await monthsOf("history"))]).toEqual([{ attempts: 100, timeouts: 20 }]);
});

test("an import that was interrupted goes on where it was, though nothing raw is left to compare with", async () => {
  const day = new Date(nowUs / 1000 - 500 * DAY_MS).toISOString().slice(0, 10);
  const content = Array.from({ length: 90 }, (_, n) =>
    line(n, `${day}T10:00:${String(n % 60).padStart(2, "0")}Z`).replace("history", "resumed"),
  ).join("\n");
  let batches = 0;
  const interrupt = () => {
    batches++;
    if (batches === 2) throw new Error("Power cut");
  };
  await expect(importing("cut.jsonl", content, "--batch 20", nowUs, interrupt)).rejects.toThrow("Power cut");
  await settleRollups(database.sql, { before: new Date() });
  await database.sql`update import_run set moved_at = now() - interval '1 hour'`;
  await dropExpiredPartitions(database.sql, dayOfUs(nowUs) - 46);

  expect(await importing("cut.jsonl", content, "--batch 25")).toMatchObject({ resumedAt: 40, read: 50, accepted: 50 });
  await settleRollups(database.sql, { before: new Date() });
  expect([...(await monthsOf("resumed"))]).toEqual([{ attempts: 90, timeouts: 18 }]);
});

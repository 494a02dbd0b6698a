import { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { storeAttempts } from "@/db/ingest/store-attempts";
import { packSettledPartitions } from "@/db/partitions/pack-settled-partitions";
import { dayOfUs } from "@/db/partitions/partition-days";
import { advanceMinutesFrom } from "@/db/retention/advance-minutes-from";
import { foldDeltas } from "@/db/rollups/fold-deltas";
import { getQuartersBefore } from "@/db/rollups/get-quarters-before";
import { sealMinutes } from "@/db/rollups/seal-minutes";
import { settleRollups } from "@/db/rollups/settle-rollups";
import { finishSeed } from "@/db/seed/finish-seed";
import type { LogRecord } from "@/lib/contract/log-record";
import { resolveWindow, type TimeWindow } from "@/lib/domain/time/time-window";
import { MINUTE_MS, QUARTER_MS } from "@/lib/domain/time/units";
import { createLogRecords, instantsBetween } from "../create-log-records";
import type { Bench, BenchDatabase } from "../open-bench";
import { toAttempt } from "../to-attempt";

/** Thirty days of stored requests, and the window that the reads ask about: it begins and ends within a quarter hour. */
export type Month = { rows: number; database: BenchDatabase; now: Date; window: TimeWindow };

const MINUTE_DAYS = 7;
const EDGE_MS = 7 * MINUTE_MS;
const AHEAD_MS = 2 * 60 * MINUTE_MS;
const CHUNK = 10_000;
const SEED = 20_260_401;
const STORES_AT_ONCE = 3;
const CHUNKS_PER_FOLD = 12;

/** Stores so many requests of the last thirty days as ingest does, folds and seals them as the worker does. */
export async function loadMonth(bench: Bench, rows: number): Promise<Month> {
  const database = await bench.createDatabase(`bench_${rows}`, { days: 32 });
  const { sql } = database;
  const month = monthUpTo(Date.now());
  await advanceMinutesFrom(sql, { now: month.now, minuteDays: MINUTE_DAYS });
  const codes = new DimensionCodes();
  const quartersBeforeUs = await getQuartersBefore(sql);
  const running = new Set<Promise<unknown>>();
  const chunks = Math.ceil(rows / CHUNK);
  let folding = Promise.resolve();
  const startedAt = performance.now();

  for (let chunk = 0; chunk < chunks; chunk++) {
    while (running.size >= STORES_AT_ONCE) await Promise.race(running);
    const post = recordsOf(month.window, rows, chunk).map((record) => toAttempt(record, database.context));
    const stored = storeAttempts(sql, { posts: [post], codes, nowUs: database.context.nowUs, quartersBeforeUs });
    const work: Promise<unknown> = stored.finally(() => running.delete(work));
    running.add(work);
    if (chunk % CHUNKS_PER_FOLD !== CHUNKS_PER_FOLD - 1) continue;
    await folding;
    folding = foldAndSeal(post[0]?.startedAtUs ?? 0);
    if ((chunk + 1) % (10 * CHUNKS_PER_FOLD) === 0)
      bench.log(`reads: ${((chunk + 1) * CHUNK).toLocaleString("en")} requests stored`);
  }
  await Promise.all([...running, folding]);
  await settleRollups(sql, { before: new Date(month.window.to.getTime() - 2 * MINUTE_MS) });
  await finishSeed(sql);
  await packSettledPartitions(sql, { today: dayOfUs(month.now.getTime() * 1_000) });
  bench.log(
    `reads: ${rows.toLocaleString("en")} requests stored in ${Math.round((performance.now() - startedAt) / 1e3)} s`,
  );
  return { rows, database, ...month };

  /** What is younger may still get records of the batches stored beside it. */
  async function foldAndSeal(untilUs: number) {
    while ((await foldDeltas(sql)) > 0);
    await sealMinutes(sql, { before: new Date(untilUs / 1_000 - 2 * (STORES_AT_ONCE + 1) * chunkMs(rows)) });
  }
}

/** The records of one chunk of a month; the same whenever it is asked for. */
export function recordsOf(window: TimeWindow, rows: number, chunk: number): LogRecord[] {
  const seed = SEED + chunk;
  const n = Math.min(CHUNK, rows - chunk * CHUNK);
  // Some lie before the window, so that leaving them out is part of the work.
  const startMs = window.from.getTime() - AHEAD_MS;
  const fromUs = Math.floor((startMs + chunk * chunkMs(rows)) * 1_000);
  const toUs = Math.floor((startMs + (chunk * CHUNK + n) * (chunkMs(rows) / CHUNK)) * 1_000);
  const make = createLogRecords(seed);
  return [...instantsBetween({ seed, n, fromUs, toUs })].map(make);
}

/** The records of the quarter hour that the window begins in, from its start on: they are read one by one. */
export function edgeRecords({ rows, window }: Month): LogRecord[] {
  const fromMs = Math.floor(window.from.getTime() / QUARTER_MS) * QUARTER_MS;
  const offset = (atMs: number) => Math.floor((atMs - window.from.getTime() + AHEAD_MS) / chunkMs(rows));
  const records: LogRecord[] = [];
  for (let chunk = offset(fromMs); chunk <= offset(fromMs + QUARTER_MS); chunk++) {
    records.push(...recordsOf(window, rows, chunk));
  }
  return records.filter(({ started_at }) => started_at >= fromMs * 1_000 && started_at < (fromMs + QUARTER_MS) * 1_000);
}

function chunkMs(rows: number): number {
  return (30 * 24 * 60 * MINUTE_MS + AHEAD_MS) / (rows / CHUNK);
}

function monthUpTo(nowMs: number): { now: Date; window: TimeWindow } {
  const edge = Math.floor((nowMs - EDGE_MS) / QUARTER_MS) * QUARTER_MS + EDGE_MS;
  const now = new Date(edge - 1);
  return { now, window: resolveWindow({ window: "30d" }, now) };
}

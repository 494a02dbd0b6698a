import { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { readCharges } from "@/db/focus/read-charges";
import { storeAttempts } from "@/db/ingest/store-attempts";
import { packSettledPartitions } from "@/db/partitions/pack-settled-partitions";
import { dayOfUs } from "@/db/partitions/partition-days";
import { settleRollups } from "@/db/rollups/settle-rollups";
import type { Attempt } from "@/lib/contract/attempt";
import { DAY_US, US_PER_MS } from "@/lib/domain/time/units";
import { createLogRecords, instantsBetween } from "./create-log-records";
import { copyFile, storeFile } from "./exports/copy-same-rows";
import { buildExport, HEAP_MIB, runExport } from "./exports/run-export";
import { median } from "./median";
import type { Bench, BenchDatabase } from "./open-bench";
import type { Section } from "./section";
import { toAttempt } from "./to-attempt";

const SEED = 31;
const DAYS = 16;
const BATCH = 10_000;
const QUICK_ATTEMPTS = 60_000;
const FULL_ATTEMPTS = 1_000_000;
const MIB = 2 ** 20;

const FILES = [
  { name: "CSV by hour", granularity: "hour", format: "csv" },
  { name: "CSV by day", granularity: "day", format: "csv" },
  { name: "Parquet by hour", granularity: "hour", format: "parquet" },
] as const;

/** FOCUS 1.4 from the attempts to the bytes, beside PostgreSQL's own CSV of the same rows; and of four times as many days. */
export async function measureExports(bench: Bench): Promise<Section[]> {
  const { options } = bench;
  const database = await bench.createDatabase("bench_exports", { days: DAYS + 1 });
  const toUs = Math.floor(database.context.nowUs / DAY_US) * DAY_US;
  const attempts = options.quick ? QUICK_ATTEMPTS : FULL_ATTEMPTS;
  await storeDays(bench, database, { attempts, fromUs: toUs - DAYS * DAY_US, toUs });
  const spanOf = (days: number) => ({ fromMs: (toUs - days * DAY_US) / US_PER_MS, toMs: toUs / US_PER_MS });

  await buildExport();
  const copied = await measureCopy(bench, database, spanOf(DAYS));
  const rows: Section["rows"] = [{ file: "COPY of the rows by hour", ...copied }];
  for (const { name, ...file } of FILES) {
    for (const days of [DAYS / 4, DAYS]) {
      const made = await runExport(bench, { ...file, ...spanOf(days), url: database.url, rounds: options.rounds });
      const rowsPerSecond = median(made.rowsPerSecond);
      bench.log(`exports: ${name}, ${days} days: ${Math.round(rowsPerSecond).toLocaleString("en")} rows/s`);
      rows.push({
        file: `${name}, ${days} days`,
        rows: made.rows,
        MiB: made.bytes / MIB,
        "rows/s": rowsPerSecond,
        "of COPY's": rowsPerSecond / copied["rows/s"],
        "rows/CPU s": median(made.rowsPerCpuSecond),
        "live MiB": made.liveBytes / MIB,
        "resident MiB": made.residentBytes / MIB,
      });
    }
  }
  await database.drop();
  return [
    {
      part: "exports",
      title: "FOCUS 1.4 cost and usage",
      notes: [
        `${attempts.toLocaleString("en")} attempts of ${DAYS} days; on one connection, the bytes counted and dropped.`,
        "COPY: PostgreSQL's own CSV of the finished rows, stored beforehand as texts, sent to nobody.",
        `Each file in a process of its own whose heap is at most ${HEAP_MIB} MiB. CPU: its own, without the database's.`,
        "Live: the most that was reachable, code included. Resident: the most ever, garbage and code included.",
      ],
      rows,
    },
  ];
}

async function measureCopy(bench: Bench, { db, sql }: BenchDatabase, span: { fromMs: number; toMs: number }) {
  const charges = readCharges(db, {
    ...{
      granularity: "hour",
      window: { from: new Date(span.fromMs), to: new Date(span.toMs) },
      now: new Date(span.toMs),
    },
    retention: { minuteRetainedFrom: Number.NEGATIVE_INFINITY, rawRetainedFrom: Number.NEGATIVE_INFINITY },
  });
  await storeFile(sql, charges);
  const rates: number[] = [];
  let rows = 0;
  for (let round = 0; round <= bench.options.rounds; round++) {
    const copied = await copyFile(sql);
    rows = copied.rows;
    if (round > 0) rates.push(copied.rowsPerSecond);
  }
  return { rows, "rows/s": median(rates) };
}

async function storeDays(
  bench: Bench,
  { sql, context }: BenchDatabase,
  { attempts, fromUs, toUs }: { attempts: number; fromUs: number; toUs: number },
): Promise<void> {
  bench.log(`exports: storing ${attempts.toLocaleString("en")} attempts`);
  const make = createLogRecords(SEED);
  const codes = new DimensionCodes();
  let post: Attempt[] = [];
  const store = async () => {
    if (post.length > 0) await storeAttempts(sql, { posts: [post], codes, nowUs: context.nowUs });
    post = [];
  };
  for (const atUs of instantsBetween({ seed: SEED, n: attempts, fromUs, toUs })) {
    post.push(toAttempt(make(atUs), context));
    if (post.length === BATCH) await store();
  }
  await store();
  await settleRollups(sql, { before: new Date(toUs / US_PER_MS) });
  await packSettledPartitions(sql, { today: dayOfUs(context.nowUs) });
  await sql`vacuum (analyze)`;
}

import { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { readCharges } from "@/db/focus/read-charges";
import { storeAttempts } from "@/db/ingest/store-attempts";
import { packSettledPartitions } from "@/db/partitions/pack-settled-partitions";
import { dayOfUs } from "@/db/partitions/partition-days";
import { settleRollups } from "@/db/rollups/settle-rollups";
import type { Attempt } from "@/lib/contract/attempt";
import type { Charge } from "@/lib/domain/focus/charge";
import { DAY_US, US_PER_MS } from "@/lib/domain/time/units";
import { focusFile } from "@/lib/export/focus-file";
import { createLogRecords, instantsBetween } from "./create-log-records";
import { median } from "./median";
import type { Bench, BenchDatabase } from "./open-bench";
import type { Section } from "./section";
import { toAttempt } from "./to-attempt";

const SEED = 31;
const DAYS = 14;
const BATCH = 10_000;
const QUICK_ATTEMPTS = 60_000;
const FULL_ATTEMPTS = 1_000_000;
const HELD_CHARGES_MAX = 100_000;
const NEWLINE = 0x0a;
const MIB = 2 ** 20;
const FILE = { dataset: "cost_and_usage", version: "1.4", format: "csv" } as const;

type Made = { rows: number; rowsPerSecond: number; mib: number; heapMib: number };

/** FOCUS 1.4 as CSV, by hour: from the attempts to the bytes, and from charges that are in memory. */
export async function measureExports(bench: Bench): Promise<Section[]> {
  const { options } = bench;
  const database = await bench.createDatabase("bench_exports", { days: DAYS + 1 });
  const toUs = Math.floor(database.context.nowUs / DAY_US) * DAY_US;
  const attempts = options.quick ? QUICK_ATTEMPTS : FULL_ATTEMPTS;
  await storeDays(bench, database, { attempts, fromUs: toUs - DAYS * DAY_US, toUs });
  const spanOf = (days: number) => ({
    from: new Date((toUs - days * DAY_US) / US_PER_MS),
    to: new Date(toUs / US_PER_MS),
  });
  const charges = (days: number) =>
    readCharges(database.db, {
      ...{ window: spanOf(days), granularity: "hour" as const },
      retention: { minuteRetainedFrom: Number.NEGATIVE_INFINITY, rawRetainedFrom: Number.NEGATIVE_INFINITY },
    });
  const held = await hold(charges(DAYS));
  const sides = [
    { name: `database to file, ${DAYS} days`, source: () => charges(DAYS) },
    { name: `the same of ${DAYS / 2} days`, source: () => charges(DAYS / 2) },
    { name: "charges in memory to file", source: () => given(held) },
  ].map((side) => ({ ...side, made: [] as Made[] }));
  for (let round = 0; round <= options.rounds; round++) {
    for (const { name, source, made } of sides) {
      const file = await makeFile(source());
      // The first round finds cold pages and code.
      if (round > 0) made.push(file);
      bench.log(`exports: ${name}: ${Math.round(file.rowsPerSecond).toLocaleString("en")} rows/s`);
    }
  }
  await database.drop();
  return [
    {
      part: "exports",
      title: "FOCUS 1.4 cost and usage as CSV, by hour",
      notes: [
        `${attempts.toLocaleString("en")} attempts of ${DAYS} days; in this process, on one connection, the bytes counted and dropped.`,
        "Heap: the most in use beyond what was before, at the ends of pieces, garbage that is not collected yet included.",
      ],
      rows: sides.map(({ name, made }) => ({
        file: name,
        rows: made[0]?.rows ?? null,
        MiB: median(made.map(({ mib }) => mib)),
        "rows/s": median(made.map(({ rowsPerSecond }) => rowsPerSecond)),
        "heap MiB": median(made.map(({ heapMib }) => heapMib)),
      })),
    },
  ];
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

async function hold(batches: AsyncIterable<Charge[]>): Promise<Charge[][]> {
  const held: Charge[][] = [];
  let count = 0;
  for await (const batch of batches) {
    held.push(batch);
    count += batch.length;
    if (count >= HELD_CHARGES_MAX) break;
  }
  return held;
}

async function* given(batches: readonly Charge[][]): AsyncGenerator<Charge[], void, undefined> {
  yield* batches;
}

async function makeFile(charges: AsyncIterable<Charge[]>): Promise<Made> {
  const before = process.memoryUsage().heapUsed;
  const startedAt = performance.now();
  let [bytes, newlines, heap] = [0, 0, before];
  for await (const piece of focusFile(charges, FILE)) {
    bytes += piece.length;
    newlines += countNewlines(piece);
    heap = Math.max(heap, process.memoryUsage().heapUsed);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  // The header is none.
  const rows = newlines - 1;
  return { rows, rowsPerSecond: rows / seconds, mib: bytes / MIB, heapMib: (heap - before) / MIB };
}

function countNewlines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

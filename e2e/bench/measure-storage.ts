import { breakerJob } from "@/app/_server/worker/breaker-job";
import { rollupJobs } from "@/app/_server/worker/rollup-jobs";
import { startWorker } from "@/app/_server/worker/start-worker";
import { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { storeAttempts } from "@/db/ingest/store-attempts";
import type { Attempt } from "@/lib/contract/attempt";
import { MINUTE_US } from "@/lib/domain/time/units";
import type { NormalizeContext } from "@/lib/ingest/normalize-attempt";
import { clearAttempts, clearCopy, copyText, exportText, settleQueues } from "./attempt-storage";
import { createLogRecords, instantsBetween } from "./create-log-records";
import { median, medianRatio } from "./median";
import type { Bench } from "./open-bench";
import type { Section } from "./section";
import { toAttempt } from "./to-attempt";

const BATCH = 10_000;
const WRITERS = 4;
const QUICK_BATCHES = 8;
const FULL_BATCHES = 48;
const SPAN_US = 5 * MINUTE_US;

/** Stores attempts as ingest does once they are parsed and priced, folding beside it, against bare COPYs of the same rows. */
export async function measureStorage(bench: Bench): Promise<Section[]> {
  const { options } = bench;
  const database = await bench.createDatabase("bench_storage");
  const { sql, db, context } = database;
  const worker = startWorker({
    databaseUrl: database.url,
    sql,
    lanes: [rollupJobs({ db, sql, holder: "bench", days: { rawDays: 45, minuteDays: 7 } }), [breakerJob(db)]],
    onFailure: (error, job) => console.error(job, error),
  });
  const endWorker = bench.cleanup.add(worker.stop);
  const codes = new DimensionCodes();
  const batches = options.quick ? QUICK_BATCHES : FULL_BATCHES;
  const n = batches * BATCH;
  const ours: number[] = [];
  const copies = new Map([1, WRITERS].map((connections) => [connections, [] as number[]]));

  async function store(seed: number): Promise<number> {
    const waiting = makeBatches(seed, batches, { ...context, nowUs: Date.now() * 1_000 });
    await clearAttempts(sql);
    const startedAt = performance.now();
    await Promise.all(
      Array.from({ length: WRITERS }, async () => {
        for (let post = waiting.pop(); post; post = waiting.pop()) {
          await storeAttempts(sql, { posts: [post], codes, nowUs: Date.now() * 1_000 });
        }
      }),
    );
    return (performance.now() - startedAt) / 1_000;
  }

  await store(1_000);
  for (let round = 1; round <= options.rounds; round++) {
    bench.log(`storage: round ${round} of ${options.rounds}`);
    ours.push(n / (await store(1_000 + round)));
    await settleQueues(sql);
    const text = await exportText(sql);
    for (const [connections, speeds] of copies) {
      await clearCopy(sql);
      speeds.push(n / (await copyText(sql, text, connections)));
    }
  }
  await endWorker();
  await database.drop();

  return [
    {
      part: "storage",
      title: `Storage layer alone: ${WRITERS} writers, batches of ${BATCH.toLocaleString("en")}, sums folded beside it`,
      notes: [
        "Attempts are parsed and priced beforehand. Rows, sums and the breakers' notes are stored; a COPY stores rows only.",
      ],
      rows: [...copies].map(([connections, speeds]) => ({
        against: `text COPY, ${connections} connection${connections === 1 ? "" : "s"}`,
        "rows/s": median(ours),
        "COPY rows/s": median(speeds),
        "× of COPY": medianRatio(ours, speeds),
      })),
    },
  ];
}

function makeBatches(seed: number, batches: number, context: NormalizeContext): Attempt[][] {
  const make = createLogRecords(seed);
  const made: Attempt[][] = [];
  let batch: Attempt[] = [];
  const span = { fromUs: context.nowUs - SPAN_US, toUs: context.nowUs };
  for (const atUs of instantsBetween({ seed, n: batches * BATCH, ...span })) {
    batch.push(toAttempt(make(atUs), context));
    if (batch.length < BATCH) continue;
    made.push(batch);
    batch = [];
  }
  // Writers take the last one first.
  return made.reverse();
}

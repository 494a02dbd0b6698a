import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { workerData } from "node:worker_threads";
import { createDatabase } from "@/db/client";
import { settleEnv } from "@/lib/env";
import { log } from "@/lib/log";
import { breakerJob } from "@/lib/worker/breaker-job";
import { packJob } from "@/lib/worker/pack-job";
import { publishJob } from "@/lib/worker/publish-job";
import { rollupJobs } from "@/lib/worker/rollup-jobs";
import { startWorker } from "@/lib/worker/start-worker";
import { answerCalls } from "./answer-calls";
import type { ThreadData } from "./calls";
import type { WorkerCalls } from "./worker-calls";
import { yieldCores } from "./yield-cores";

const CLOSE_WITHIN_MS = 1_000;
const STALE_SECONDS = 15;
// Two lanes, packing, and one more for looking who folds.
const CONNECTIONS = 4;

// CallThread gave it.
const { env } = workerData as ThreadData;
settleEnv(env);
log.level = env.logLevel;
const database = createDatabase(env.databaseUrl, { max: CONNECTIONS, applicationName: "switchyard-worker" });
const { db, sql } = database;
const worker = startWorker({
  databaseUrl: env.databaseUrl,
  sql,
  lanes: [
    [
      ...rollupJobs({
        sql,
        holder: `${hostname()}:${process.pid}`,
        rawRetentionDays: env.rawRetentionDays,
        minuteRetentionDays: env.minuteRetentionDays,
      }),
      packJob({ sql }),
    ],
    [breakerJob(db), publishJob(db)],
  ],
  onFailure: (error, job) => log.error({ err: error, job }, "A background job failed; it will be tried again"),
});

const calls: WorkerCalls = {
  status: async () => {
    const age = worker.foldAgeSeconds();
    const role = worker.leads() ? "leading" : "standing by";
    if (age === null) return { running: false, detail: `${role}; nothing was folded yet` };
    return { running: age < STALE_SECONDS, detail: `${role}; last fold ${Math.round(age)} s ago` };
  },
  end: async () => {
    await worker.stop();
    // A day that is being packed may hold its connection much longer; what is left of it is cleared the next time.
    await Promise.race([database.end(), delay(CLOSE_WITHIN_MS)]);
  },
};
yieldCores();
answerCalls(calls);

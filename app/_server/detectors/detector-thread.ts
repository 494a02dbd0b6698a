import { join } from "node:path";
import { workerData } from "node:worker_threads";
import { startWorker } from "@/app/_server/worker/start-worker";
import { LOCKS } from "@/db/advisory-locks";
import { createDatabase } from "@/db/client";
import { readKnownMigration } from "@/db/migrations/read-known-migration";
import { initEnv } from "@/lib/env";
import { log } from "@/lib/log";
import { yieldCores } from "@/lib/yield-cores";
import { answerCalls } from "../threads/answer-calls";
import type { ThreadData } from "../threads/calls";
import type { DetectorCalls } from "./detector-calls";
import { detectorJobs } from "./detector-jobs";

/** Nothing asks for a second one while it has a transaction. */
const CONNECTIONS = 1;

// CallThread gave it.
const { env } = workerData as ThreadData;
initEnv(env);
log.level = env.logLevel;
const database = createDatabase(env.databaseUrl, { max: CONNECTIONS, applicationName: "switchyard-detectors" });
const worker = startWorker({
  databaseUrl: env.databaseUrl,
  sql: database.sql,
  lock: LOCKS.detecting,
  lanes: [detectorJobs(database)],
  knownMigration: await readKnownMigration(join(process.cwd(), "drizzle")),
  onFailure: (error, job) => log.error({ err: error, job }, "A detector failed; it will be tried again"),
});

const calls: DetectorCalls = {
  end: async () => {
    await worker.stop();
    await database.end();
  },
};
yieldCores();
answerCalls(calls);

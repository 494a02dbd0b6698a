import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { workerData } from "node:worker_threads";
import { alertJobs, deliveryLanes } from "@/app/_server/worker/alert-jobs";
import { archiveLane, watchArchive } from "@/app/_server/worker/archive-job";
import { breakerJob } from "@/app/_server/worker/breaker-job";
import { budgetJob } from "@/app/_server/worker/budget-job";
import { copyJob } from "@/app/_server/worker/copy-job";
import { digestJobs, openDigestDatabase } from "@/app/_server/worker/digest-jobs";
import { mailJobs } from "@/app/_server/worker/mail-jobs";
import { packJob } from "@/app/_server/worker/pack-job";
import { publishJob } from "@/app/_server/worker/publish-job";
import { repriceJobs } from "@/app/_server/worker/reprice-jobs";
import { rollupJobs } from "@/app/_server/worker/rollup-jobs";
import { scoreJob, scoreNightJob } from "@/app/_server/worker/score-job";
import { startWorker } from "@/app/_server/worker/start-worker";
import { watchRetention } from "@/app/_server/worker/watch-retention";
import { createDatabase } from "@/db/client";
import { getDatabaseNow } from "@/db/get-database-now";
import { readKnownMigration } from "@/db/migrations/read-known-migration";
import { initEnv } from "@/lib/env";
import { log } from "@/lib/log";
import { yieldCores } from "@/lib/yield-cores";
import { answerCalls } from "../threads/answer-calls";
import type { ThreadData } from "../threads/calls";
import type { WorkerCalls } from "./worker-calls";

const CLOSE_WITHIN_MS = 1_000;
const STALE_SECONDS = 15;
// Eight kinds of lanes (those that send alerts rarely ask at once), packing, and one more for looking who folds; re-prices and
// digests have connections of their own.
const CONNECTIONS = 10;
const REPRICE_CONNECTIONS = 4;

// CallThread gave it.
const { env } = workerData as ThreadData;
initEnv(env);
log.level = env.logLevel;
// A day that is being archived holds one for as long as its file is written.
const connections = CONNECTIONS + (env.archive === undefined ? 0 : 1);
const database = createDatabase(env.databaseUrl, { max: connections, applicationName: "switchyard-worker" });
const { db, sql } = database;
// Apart: a re-price holds its connections for seconds. Two days at once, and what they ask besides.
const repricing = createDatabase(env.databaseUrl, { max: REPRICE_CONNECTIONS, applicationName: "switchyard-reprice" });
const digesting = openDigestDatabase(env.databaseUrl);
const days = { rawDays: env.rawRetentionDays, minuteDays: env.minuteRetentionDays };
const watch = watchRetention(db, {
  days,
  onChange: (reason) => {
    if (reason === null) log.info("Retention goes on");
    else log.error({ reason }, "Nothing is deleted by age");
  },
});
const archive = watchArchive(db, env);
const worker = startWorker({
  databaseUrl: env.databaseUrl,
  sql,
  lanes: [
    [
      ...rollupJobs({ db, sql, holder: `${hostname()}:${process.pid}`, days, isArchiving: env.archive !== undefined }),
      packJob({ sql }),
    ],
    [breakerJob(db), publishJob({ db, sql })],
    // Apart, because it reads as reports do, and neither folding nor routers wait for reports.
    [budgetJob({ db, sql, rawDays: days.rawDays })],
    // A long file holds up nothing else.
    [copyJob({ db, sql, env })],
    ...archiveLane({ db, sql, env }),
    digestJobs({ ...digesting, env }),
    // Nor does a slow mail server.
    mailJobs({ db, sql, env }),
    // An alert waits for no report, and no alert for a receiver that hangs.
    alertJobs({ db, sql, rawDays: days.rawDays }),
    ...deliveryLanes({ db, env, clock: () => getDatabaseNow(sql) }),
    repriceJobs(repricing),
    // Each of them may search many attempts.
    [scoreJob({ sql, rawDays: days.rawDays })],
    [scoreNightJob({ sql })],
  ],
  knownMigration: await readKnownMigration(join(process.cwd(), "drizzle")),
  onFailure: (error, job) => log.error({ err: error, job }, "A background job failed; it will be tried again"),
});

const calls: WorkerCalls = {
  status: async () => {
    const age = worker.foldAgeSeconds();
    const state = { isOutdated: worker.isOutdated(), retentionHold: watch.hold(), archiveHold: archive.hold() };
    const role = worker.leads() ? "leading" : "standing by";
    if (age === null) return { ...state, running: false, detail: `${role}; nothing was folded yet` };
    return { ...state, running: age < STALE_SECONDS, detail: `${role}; last fold ${Math.round(age)} s ago` };
  },
  end: async () => {
    watch.stop();
    archive.stop();
    await worker.stop();
    // A day that is being packed may hold its connection much longer; what is left of it is cleared the next time.
    await Promise.race([Promise.all([database.end(), repricing.end(), digesting.end()]), delay(CLOSE_WITHIN_MS)]);
  },
};
yieldCores();
answerCalls(calls);

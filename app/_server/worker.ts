import { hostname } from "node:os";
import { log } from "@/lib/log";
import { breakerJob } from "@/lib/worker/breaker-job";
import { rollupJobs } from "@/lib/worker/rollup-jobs";
import { startWorker, type Worker } from "@/lib/worker/start-worker";
import { getRuntime, type Service, type WorkerStatus } from "./runtime";

const STALE_SECONDS = 15;
let worker: Worker | undefined;

/** The background work: folding, sealing, partitions, retention. One process of all leads; the rest stand by. */
export const workerService: Service = {
  name: "worker",
  start: async ({ db, sql, env }) => {
    worker = startWorker({
      databaseUrl: env.databaseUrl,
      sql,
      jobs: [
        ...rollupJobs({
          sql,
          holder: `${hostname()}:${process.pid}`,
          rawRetentionDays: env.rawRetentionDays,
          minuteRetentionDays: env.minuteRetentionDays,
        }),
        breakerJob(db),
      ],
      onFailure: (error, job) => log.error({ err: error, job }, "A background job failed; it will be tried again"),
    });
    getRuntime().workerStatus = workerStatus;
  },
  stop: async () => {
    await worker?.stop();
    worker = undefined;
  },
};

/** Running when somebody, this process or another, folded a moment ago. */
export function workerStatus(): WorkerStatus {
  if (!worker) return { running: false, detail: "not started" };
  const age = worker.foldAgeSeconds();
  const role = worker.leads() ? "leading" : "standing by";
  if (age === null) return { running: false, detail: `${role}; nothing was folded yet` };
  return { running: age < STALE_SECONDS, detail: `${role}; last fold ${Math.round(age)} s ago` };
}

import { setMaxListeners } from "node:events";
import { LOCKS } from "@/db/advisory-locks";
import { createDatabase, type Sql } from "@/db/client";
import { getNewestMigration } from "@/db/migrations/get-newest-migration";
import { giveUpLead } from "@/db/worker/give-up-lead";
import { getHeartbeatAge } from "@/db/worker/heartbeat";
import { tryLead } from "@/db/worker/try-lead";
import { FOLD_HEARTBEAT } from "./rollup-jobs";
import { type Job, runJobs } from "./run-jobs";

export type WorkerOptions = {
  /** For the one connection that holds the leader's lock. */
  databaseUrl: string;
  sql: Sql;
  /** Jobs of a lane run one after the other, lanes beside each other. */
  lanes: readonly (readonly Job[])[];
  /** The newest migration this version has: on a database beyond it, only newer versions lead. */
  knownMigration?: number;
  /** Whoever has it leads in this work; that of the background work where nothing is said. */
  lock?: number;
  onFailure: (error: unknown, job: string) => void;
};

export type Worker = {
  leads: () => boolean;
  /** Whether a newer version has migrated the database, as of the last look: then this process never leads. */
  isOutdated: () => boolean;
  /** Seconds since folding was last done by anybody, as of the last look; null when never. */
  foldAgeSeconds: () => number | null;
  /** Ends after the job that is running, and leaves the lead to another process. */
  stop: () => Promise<void>;
};

const LOOK_EVERY_MS = 1_000;

/** Starts the background work: one of all processes on a database leads and does it, the others stand by. */
export function startWorker(options: WorkerOptions): Worker {
  const { sql, lanes, onFailure, knownMigration = Number.POSITIVE_INFINITY, lock = LOCKS.leader } = options;
  const leader = createDatabase(options.databaseUrl, { max: 1, applicationName: "switchyard-leader" });
  const stopping = new AbortController();
  // Every lane listens while it waits.
  setMaxListeners(lanes.length, stopping.signal);
  let leads = false;
  let isOutdated = false;
  let fold: { ageSeconds: number; at: number } | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking = Promise.resolve();

  async function look() {
    isOutdated = (await getNewestMigration(sql)) > knownMigration;
    const ageSeconds = await getHeartbeatAge(sql, { name: FOLD_HEARTBEAT });
    fold = ageSeconds === null ? null : { ageSeconds, at: performance.now() };
  }

  /** Shared by all lanes, so that none goes on before the first look is over. */
  function lookNow(): Promise<void> {
    if (performance.now() - lookedAt >= LOOK_EVERY_MS) {
      lookedAt = performance.now();
      looking = look();
    }
    return looking;
  }

  async function mayLead(): Promise<boolean> {
    await lookNow();
    if (!isOutdated) return tryLead(leader.sql, lock);
    await giveUpLead(leader.sql);
    return false;
  }

  const running = lanes.map((jobs) =>
    runJobs({
      jobs,
      leads: mayLead,
      signal: stopping.signal,
      onLeading: (now) => {
        leads = now;
      },
      onFailure,
    }),
  );

  return {
    leads: () => leads,
    isOutdated: () => isOutdated,
    foldAgeSeconds: () => fold && fold.ageSeconds + (performance.now() - fold.at) / 1_000,
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
      leads = false;
      await leader.end();
    },
  };
}

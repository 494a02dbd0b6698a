import type { Database, Db, Sql } from "@/db/client";
import { AppError } from "@/lib/contract/error";
import type { SettledEnv } from "@/lib/env";
import { t } from "@/lib/messages/translate";
import { processWide } from "@/lib/process-wide";

type RuntimeContext = { db: Db; sql: Sql; env: SettledEnv };

/** Something that runs beside the requests: started after the migrations, stopped in reverse order. */
export type Service = {
  name: string;
  start: (context: RuntimeContext) => Promise<void>;
  /** Finishes what was accepted, then resolves. */
  stop: () => Promise<void>;
};

export type WorkerStatus = {
  running: boolean;
  detail?: string;
  /** Whether a newer version has migrated the database: this process then neither leads nor calls itself ready. */
  isOutdated: boolean;
  /** Why nothing is deleted by age; null where it is. */
  retentionHold: string | null;
  /** Why a day of attempts could not be archived, so that its partition stays; null where none waits. */
  archiveHold: string | null;
};

/** What is known of the background work before it reported. */
export const NO_WORKER: WorkerStatus = {
  running: false,
  detail: "not started",
  isOutdated: false,
  retentionHold: null,
  archiveHold: null,
};

export type Runtime = {
  phase: "starting" | "ready" | "stopping";
  /** Why it is not ready, for the log and the health check. */
  problem: string | undefined;
  /** What routers wait for and what users change. */
  database: Database | undefined;
  /** What users and reports read, on connections of its own: however slow, no router waits for it. */
  readers: Database | undefined;
  /** Aborts when the shutdown begins; long answers (event streams) end on it. */
  stopping: AbortController;
  /** Whether the background work runs; the worker service puts its own answer here. */
  workerStatus: () => WorkerStatus;
  /** Ends services and connections; what start-up calls on SIGTERM. */
  stop: () => Promise<void>;
};

const shared = processWide<Runtime>("runtime");

/** The one runtime of this process. */
export function getRuntime(): Runtime {
  return shared.getOrMake(() => ({
    phase: "starting",
    problem: undefined,
    database: undefined,
    readers: undefined,
    stopping: new AbortController(),
    workerStatus: () => NO_WORKER,
    stop: async () => undefined,
  }));
}

/** The database, once migrated and ready; until then every caller is asked to come back (503). */
export function requireReady(): Database {
  const { phase, database } = getRuntime();
  if (phase === "ready" && database) return database;
  throw new AppError(
    "UNAVAILABLE",
    phase === "stopping" ? t("Switchyard is shutting down") : t("Switchyard is starting"),
  );
}

/** The drizzle handle for what routers ask and for changes, each a matter of milliseconds; see `requireReady`. */
export function getDb(): Db {
  return requireReady().db;
}

/** The handle for everything that users and reports read; see createReaders for how they share it. */
export function getReadDb(): Db {
  const database = requireReady();
  // Where nothing was started, as in tests, there is one database for all.
  return (getRuntime().readers ?? database).db;
}

/** The postgres.js handle for a request; see `requireReady`. */
export function getSql(): Sql {
  return requireReady().sql;
}

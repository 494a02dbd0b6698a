import { drizzle } from "drizzle-orm/postgres-js";
import { createDatabase, type Database } from "../client";
import { FairQueue } from "./fair-queue";
import { serveFromQueue } from "./serve-from-queue";

/** One caller's reads take a quarter of the turns, so that however much they ask, a core or two stays for others. */
const SHARE_OF_ONE = 4;
const RUNNING_OF_ONE_MIN = 2;
/** A page asks a dozen things at once, and one more for each tier or region. */
const WAITING_OF_ONE = 100;
const WAITING = 400;

/**
 * Connections for what users and reports read, apart from those that routers wait for.
 *
 * Callers take turns (see FairQueue); what they ask ends in the database when they leave, and after `timeoutMs` at the
 * latest.
 */
export function createReaders(url: string, { max, timeoutMs }: { max: number; timeoutMs: number }): Database {
  const applicationName = "switchyard-readers";
  const database = createDatabase(url, { max, applicationName, statementTimeoutMs: timeoutMs, isSerial: true });
  const queue = new FairQueue({
    running: max,
    runningOfOne: Math.min(Math.max(1, max - 1), Math.max(RUNNING_OF_ONE_MIN, Math.ceil(max / SHARE_OF_ONE))),
    waiting: WAITING,
    waitingOfOne: WAITING_OF_ONE,
    waitMs: timeoutMs,
  });
  const sql = serveFromQueue(database.sql, queue, timeoutMs);
  return { sql, db: drizzle(sql), end: database.end };
}

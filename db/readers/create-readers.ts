import { drizzle } from "drizzle-orm/postgres-js";
import { createDatabase, type Database } from "../client";
import { FairTurns } from "./fair-turns";
import { serveInTurns } from "./serve-in-turns";

/** One caller's reads take a quarter of the turns, so that however much they ask, a core or two stays for others. */
const SHARE_OF_ONE = 4;
const RUNNING_OF_ONE_MIN = 2;
/** A page asks a dozen things at once, and one more for each tier or region. */
const WAITING_OF_ONE = 100;
const WAITING = 400;

/**
 * Connections for what people and reports read, apart from those that routers wait for.
 *
 * Callers take turns (see FairTurns); what they ask ends in the database when they leave, and after `timeoutMs` at the
 * latest.
 */
export function createReaders(url: string, { max, timeoutMs }: { max: number; timeoutMs: number }): Database {
  const applicationName = "switchyard-readers";
  const database = createDatabase(url, { max, applicationName, statementTimeoutMs: timeoutMs, isSerial: true });
  const turns = new FairTurns({
    running: max,
    runningOfOne: Math.min(Math.max(1, max - 1), Math.max(RUNNING_OF_ONE_MIN, Math.ceil(max / SHARE_OF_ONE))),
    waiting: WAITING,
    waitingOfOne: WAITING_OF_ONE,
    waitMs: timeoutMs,
  });
  const sql = serveInTurns(database.sql, turns, timeoutMs);
  return { sql, db: drizzle(sql), end: database.end };
}

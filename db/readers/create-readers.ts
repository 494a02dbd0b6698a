import { drizzle } from "drizzle-orm/postgres-js";
import { createDatabase, type Database } from "../client";
import { FairTurns } from "./fair-turns";
import { serveInTurns } from "./serve-in-turns";

/** Four fill the smallest pool's turns; one who opens many pages leaves the others theirs. */
const SHARE_OF_ONE = 2;
/** A page asks a dozen things at once; two of them fit. */
const WAITING_OF_ONE = 24;
const WAITING = 400;

/**
 * Connections for what people and reports read, apart from those that routers wait for.
 *
 * Callers take turns (see FairTurns); what they ask ends in the database when they leave, and after `timeoutMs` at the
 * latest.
 */
export function createReaders(url: string, { max, timeoutMs }: { max: number; timeoutMs: number }): Database {
  const database = createDatabase(url, { max, applicationName: "switchyard-readers", statementTimeoutMs: timeoutMs });
  const turns = new FairTurns({
    running: max,
    runningOfOne: Math.ceil(max / SHARE_OF_ONE),
    waiting: WAITING,
    waitingOfOne: WAITING_OF_ONE,
    waitMs: timeoutMs,
  });
  const sql = serveInTurns(database.sql, turns, timeoutMs);
  return { sql, db: drizzle(sql), end: database.end };
}

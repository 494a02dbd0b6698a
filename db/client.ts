import type { PgDatabase } from "drizzle-orm/pg-core";
import { drizzle, type PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";
import { guardTransactions } from "./driver/guard-transactions";
import { knowArrayTypes } from "./driver/know-array-types";
import { openSocket, startupPadding } from "./driver/open-socket";

/** A drizzle database or a transaction of one: what every verb of `db` takes first. */
export type Db = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>;

export type { Sql };

export type Database = { sql: Sql; db: Db; end: () => Promise<void> };

export type DatabaseOptions = {
  max?: number;
  applicationName?: string;
  /** How long the server works on a statement before it gives it up (57014); without, for ever. */
  statementTimeoutMs?: number;
  /** Leaves every statement one core: for what must not take them from others. */
  isSerial?: boolean;
};

const POOL_SIZE = 10;
const CONNECT_TIMEOUT_SECONDS = 5;
const IDLE_TIMEOUT_SECONDS = 120;
const RECONNECT_MAX_SECONDS = 1;
const END_TIMEOUT_SECONDS = 5;

/**
 * Rollups are small: compiling a read of them, or starting workers for it, would take longer than the read. Scans of
 * single attempts are so costly that they get their workers all the same.
 */
const PLANNING = { jit: "off", parallel_setup_cost: "50000" };

const poolSizes = new WeakMap<Db, number>();

/** How many connections a database may use at once; of a transaction, its own. */
export function poolSizeOf(db: Db): number {
  return poolSizes.get(db) ?? 1;
}

/**
 * A pool of connections in UTC; none is opened before the first query.
 *
 * Parameters and rows follow drizzle's rules on `sql` too: instants are text in both directions, int8 and numeric are text.
 */
export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  const isOurs = hasOneHost(url);
  const max = options.max ?? POOL_SIZE;
  const sql = postgres(url, {
    max,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    idle_timeout: IDLE_TIMEOUT_SECONDS,
    // The driver's own grows to 20 s, for which requests would wait after the database has long come back.
    backoff: (tries) => Math.min(0.05 * 2 ** tries, RECONNECT_MAX_SECONDS),
    onnotice: () => undefined,
    fetch_types: false,
    connection: {
      application_name: options.applicationName ?? "switchyard",
      TimeZone: "UTC",
      ...PLANNING,
      ...(options.statementTimeoutMs && { statement_timeout: options.statementTimeoutMs }),
      ...(options.isSerial && { max_parallel_workers_per_gather: 0 }),
      ...(isOurs && startupPadding),
    },
    ...(isOurs && { socket: openSocket }),
  });
  knowArrayTypes(sql);
  guardTransactions(sql);
  const db = drizzle(sql);
  poolSizes.set(db, max);
  return { sql, db, end: () => sql.end({ timeout: END_TIMEOUT_SECONDS }) };
}

// With several hosts the driver itself must pick the next one after a failure, so its own socket stays in place.
function hasOneHost(url: string): boolean {
  const authority = url.slice(url.indexOf("://") + 3).split(/[?/]/)[0] ?? "";
  return !authority.slice(authority.lastIndexOf("@") + 1).includes(",");
}

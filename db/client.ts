import type { PgDatabase } from "drizzle-orm/pg-core";
import { drizzle, type PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import type { Sql } from "postgres";
import { openDriver } from "./driver/open-driver";

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
 * A pool of connections in UTC; none is opened before the first query. Throws an UnfitDatabase for a URL that cannot be read.
 *
 * Parameters and rows follow drizzle's rules on `sql` too: instants are text in both directions, int8 and numeric are text.
 */
export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  const max = options.max ?? POOL_SIZE;
  const { statementTimeoutMs } = options;
  const sql = openDriver(url, {
    max,
    applicationName: options.applicationName ?? "switchyard",
    settings: {
      ...PLANNING,
      ...(statementTimeoutMs && { statement_timeout: String(statementTimeoutMs) }),
      ...(options.isSerial && { max_parallel_workers_per_gather: "0" }),
    },
  });
  const db = drizzle(sql);
  poolSizes.set(db, max);
  return { sql, db, end: () => sql.end({ timeout: END_TIMEOUT_SECONDS }) };
}

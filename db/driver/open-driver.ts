import postgres, { type Sql } from "postgres";
import { guardTransactions } from "./guard-transactions";
import { knowArrayTypes } from "./know-array-types";
import { Link } from "./link";
import { sessionStatement } from "./log-in";
import { parseTarget } from "./parse-target";
import { watchSessions } from "./session-changes";
import { startupPadding } from "./startup-message";
import { watchQueries } from "./watch-queries";

export type DriverOptions = {
  max: number;
  applicationName: string;
  /** Of each session, set before its first query. */
  settings: Record<string, string>;
};

const IDLE_TIMEOUT_SECONDS = 120;
const RECONNECT_MAX_SECONDS = 1;

/** A client of postgres.js with its faults mended; README.md of this folder names them. Sessions are in UTC. */
export function openDriver(url: string, options: DriverOptions): Sql {
  const target = parseTarget(url);
  const { options: commandLine, ...settings } = { ...options.settings, ...target.settings };
  // Last, so that nothing the URL or the role sets comes after it.
  const statement = sessionStatement({ ...settings, TimeZone: "UTC" });
  // Options of the driver's that its types leave out.
  const linkOptions = { target, statement };
  const sessions = { count: 0 };
  const untyped = {
    socket: () => {
      sessions.count++;
      return new Link(linkOptions);
    },
    // A BEGIN that fills a pipeline goes out without its connection being kept for it, and what follows there is never committed.
    max_pipeline: Number.MAX_SAFE_INTEGER,
  };
  const sql = postgres({
    // One, whatever the URL names: the driver keeps errors to itself while it believes that another host may do.
    host: "localhost",
    ...(target.user !== undefined && { user: target.user }),
    ...(target.password !== undefined && { password: target.password }),
    ...(target.database !== undefined && { database: target.database }),
    ...untyped,
    ssl: false,
    max: options.max,
    // The link has a timeout for each host.
    connect_timeout: 0,
    idle_timeout: IDLE_TIMEOUT_SECONDS,
    // The driver's own grows to 20 s, for which requests would wait after the database has long come back.
    backoff: (tries) => Math.min(0.05 * 2 ** tries, RECONNECT_MAX_SECONDS),
    onnotice: () => undefined,
    // Before the driver gives the connection's place to the next.
    onclose: () => {
      sessions.count++;
    },
    fetch_types: false,
    connection: {
      application_name: target.applicationName ?? options.applicationName,
      ...(commandLine && { options: commandLine }),
      ...startupPadding,
    },
  });
  knowArrayTypes(sql);
  guardTransactions(sql);
  watchQueries(sql);
  watchSessions(sql, sessions);
  return sql;
}

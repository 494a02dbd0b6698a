import type { Sql } from "postgres";
import { findSession, type SessionKey } from "./sessions";

type DriverConnection = { end: () => unknown };

/** Fields of the driver's Query class that its types leave out; watch-queries.db.test.ts holds this to the version. */
type DriverQuery = {
  executed: boolean;
  /** Whether its parameters' types are asked for first. */
  describeFirst?: unknown;
  options: { onexecute?: (connection: DriverConnection) => unknown };
  /** On which session it was sent; null until it was. */
  state: SessionKey | null;
  canceller?: ((query: DriverQuery) => unknown) | null;
  forEachFn?: unknown;
  cursorFn?: unknown;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
};
type QueryPrototype = { handle: (this: DriverQuery) => unknown; isWatched?: true };

/** After these a session is not used again: cancelled, of another's statements, out of protocol, no longer to be written to. */
const ENDS_CONNECTION = new Set(["57014", "26000", "42P05", "08P01", "25006"]);

/**
 * Watches the results of every query, of drizzle's and of transactions too: one that has not as many rows as the server
 * counted is an error. Code may therefore read "no row" as "there is none".
 *
 * A connection ends once what was asked on it is answered when a query failed in a way that may leave it out of step.
 */
export function watchQueries(sql: Sql): void {
  // All clients of a driver share its class, and asking it for one query is the way to that.
  const prototype: QueryPrototype = Object.getPrototypeOf(sql``);
  if (prototype.isWatched) return;
  prototype.isWatched = true;
  const handle = prototype.handle;
  prototype.handle = function () {
    if (!this.executed) watch(this);
    return handle.call(this);
  };
}

function watch(query: DriverQuery): void {
  const { resolve, reject } = query;
  let connection: DriverConnection | undefined;
  const sent = cancelOnceSent(query);
  learnConnection(query, (used) => {
    connection = used;
    sent();
  });
  query.resolve = (result) => {
    const isStreamed = query.forEachFn !== undefined || query.cursorFn !== undefined;
    if (isStreamed || areComplete(result)) return resolve(result);
    connection?.end();
    reject(outOfStep());
  };
  query.reject = (error) => {
    if (ENDS_CONNECTION.has(codeOf(error)) || isOutOfStep(query.state)) connection?.end();
    reject(error);
  };
}

/**
 * Delays the cancelling of a query until it was sent; the returned function is called then. Cancelled before, the driver
 * would reject it and leave the connection that is being made for it waiting for ever, its place in the pool with it.
 */
function cancelOnceSent(query: DriverQuery): () => void {
  const { canceller } = query;
  if (!canceller) return () => undefined;
  let isWished = false;
  // A session that has ended has nothing to cancel, and the query fails by itself.
  const cancel = () => void Promise.resolve(canceller(query)).catch(() => undefined);
  query.canceller = () => {
    if (query.state) cancel();
    else isWished = true;
  };
  return () => {
    if (isWished) setImmediate(cancel);
  };
}

/**
 * Calls `learn` with the connection that executes a query. The driver passes it to `onexecute`, but not for a query that it
 * describes first. It reads `describeFirst` twice (`execute` in its connection.js): to build the message, then to decide
 * whether to call `onexecute`. So the second read after each assignment is answered with false, all others with the truth;
 * returning false from `onexecute` then does what a described query needs: the connection takes no further query yet.
 */
function learnConnection(query: DriverQuery, learn: (connection: DriverConnection) => void): void {
  const { onexecute } = query.options;
  let describeFirst: unknown;
  let looks = 0;
  Object.defineProperty(query, "describeFirst", {
    get: () => (++looks === 2 ? false : describeFirst),
    set: (value) => {
      describeFirst = value;
      looks = 0;
    },
  });
  query.options.onexecute = (connection) => {
    learn(connection);
    if (describeFirst) return false;
    return onexecute ? onexecute(connection) : true;
  };
}

/** Of one statement or of several; a stream or a description has no rows. */
function areComplete(result: unknown): boolean {
  if (!Array.isArray(result)) return true;
  return "command" in result ? isComplete(result) : result.every((one) => !Array.isArray(one) || isComplete(one));
}

function isComplete(rows: unknown[] & { count?: number | null; columns?: unknown[] }): boolean {
  if (rows.length > 0 && (rows[0] === undefined || rows.at(-1) === undefined)) return false;
  const hasRows = Array.isArray(rows.columns) && rows.columns.length > 0;
  return !hasRows || typeof rows.count !== "number" || rows.count === rows.length;
}

function isOutOfStep(key: SessionKey | null): boolean {
  return key !== null && (findSession(key)?.isOutOfStep ?? false);
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}

function outOfStep(): Error {
  return Object.assign(new Error("The database answered with more or fewer rows than it counted"), {
    code: "CONNECTION_OUT_OF_STEP",
  });
}

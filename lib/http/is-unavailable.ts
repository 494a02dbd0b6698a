const CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "CONNECT_TIMEOUT",
  "25006", // a standby, until it is promoted or the address moved
  "40000", // rolled back where it was to be committed, as behind a pooler that shares sessions
  "40001", // serialization failure
  "40P01", // deadlock
  "57014", // the statement was cancelled: by its timeout, by an operator, because a standby had to go on
  "57P01", // admin shutdown
  "57P02", // crash shutdown
  "57P03", // starting up
  "57P04", // database dropped
  "57P05", // idle session ended
  "58030", // input or output failed
]);

// Whole classes of SQLSTATE: connection exceptions; insufficient resources (disk, memory, connections, limits).
const CLASSES = /^(08|53)[0-9A-Z]{3}$/;

const MAX_DEPTH = 8;

/**
 * Whether an error says that the database cannot serve anybody just now, so that repeating the request may help.
 *
 * Looks through causes and aggregates: drizzle wraps the driver's error, and Node wraps one per address tried.
 */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > MAX_DEPTH) return false;
  if ("code" in error && typeof error.code === "string") {
    if (CODES.has(error.code) || error.code.startsWith("CONNECTION_") || CLASSES.test(error.code)) return true;
  }
  if (error instanceof AggregateError && error.errors.some((inner) => isUnavailable(inner, depth + 1))) return true;
  return "cause" in error && isUnavailable(error.cause, depth + 1);
}

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
  "53100", // disk full
  "53300", // too many connections
  "57P01", // admin shutdown
  "57P02", // crash shutdown
  "57P03", // starting up
  "40001", // serialization failure
  "40P01", // deadlock
]);

const MAX_DEPTH = 8;

/**
 * Whether an error says that the database cannot be asked just now, so that repeating the request may help.
 *
 * Looks through causes and aggregates: drizzle wraps the driver's error, and Node wraps one per address tried.
 */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > MAX_DEPTH) return false;
  if ("code" in error && typeof error.code === "string") {
    if (CODES.has(error.code) || error.code.startsWith("CONNECTION_") || /^08\w{3}$/.test(error.code)) return true;
  }
  if (error instanceof AggregateError && error.errors.some((inner) => isUnavailable(inner, depth + 1))) return true;
  return "cause" in error && isUnavailable(error.cause, depth + 1);
}

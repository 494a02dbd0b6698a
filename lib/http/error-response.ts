import { AppError, ERROR_STATUS, type ErrorBody, isAppError } from "@/lib/contract/error";
import { log } from "@/lib/log";
import { isUnavailable } from "./is-unavailable";
import { API_HEADERS } from "./security-headers";

const RETRY_AFTER_SECONDS = 1;

/**
 * The answer an error becomes: an AppError speaks for itself, an unreachable database is 503, the rest is opaque.
 *
 * An opaque answer carries an id under which the log has the error.
 */
export function errorResponse(error: unknown): Response {
  const known = knownError(error);
  const body: ErrorBody = {
    error: { code: known.code, message: known.message, ...(known.fields && { fields: known.fields }) },
  };
  const headers = new Headers(API_HEADERS);
  if (known.code === "RATE_LIMITED" || known.code === "UNAVAILABLE") {
    headers.set("retry-after", String(Math.max(1, Math.ceil(known.retryAfterSeconds ?? RETRY_AFTER_SECONDS))));
  }
  if (known.code === "UNAUTHENTICATED") headers.set("www-authenticate", "Bearer");
  return Response.json(body, { status: ERROR_STATUS[known.code], headers });
}

function knownError(error: unknown): AppError {
  if (isAppError(error)) return error;
  if (isUnavailable(error)) {
    log.warn({ err: error }, "The database cannot be reached");
    return new AppError("UNAVAILABLE", "The database cannot be reached at the moment; try again shortly");
  }
  const id = crypto.randomUUID();
  log.error({ err: error, error_id: id }, "A request failed unexpectedly");
  return new AppError("INTERNAL", `Something went wrong on our side; the log has it under ${id}`);
}

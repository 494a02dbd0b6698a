import { AppError, isAppError } from "@/lib/contract/error";
import { log } from "@/lib/log";
import { t } from "@/lib/messages/translate";
import { isUnavailable } from "./is-unavailable";

const MAX_DEPTH = 8;

/**
 * What a caller may see of an error: an AppError speaks for itself, a database out of reach or room is UNAVAILABLE, the rest
 * is an opaque INTERNAL with an id under which the log has it.
 */
export function knownError(error: unknown): AppError {
  const own = ownError(error);
  if (own) return own;
  if (isUnavailable(error)) {
    log.warn({ err: error }, "The database cannot serve");
    return new AppError("UNAVAILABLE", t("The database cannot serve this at the moment; try again shortly"));
  }
  const id = crypto.randomUUID();
  log.error({ err: error, error_id: id }, "A request failed unexpectedly");
  return new AppError("INTERNAL", t("Something went wrong on our side; the log has it under {id}", { id }));
}

/** Drizzle wraps what a statement fails with. */
function ownError(error: unknown, depth = 0): AppError | undefined {
  if (isAppError(error)) return error;
  return error instanceof Error && depth < MAX_DEPTH ? ownError(error.cause, depth + 1) : undefined;
}

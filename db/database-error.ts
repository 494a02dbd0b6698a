/** The SQLSTATE of a database error, also of one that drizzle wraps with its query; null for anything else. */
export function sqlState(error: unknown): string | null {
  return ownState(error) ?? (error instanceof Error ? ownState(error.cause) : null);
}

function ownState(error: unknown): string | null {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : null;
}

/** Whether a record with this key is stored already. */
export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === "23505";
}

/** Whether a row fell on a day without a partition. `attempt_row` has no check constraint that could raise the same code. */
export function isMissingPartition(error: unknown): boolean {
  return sqlState(error) === "23514";
}

/** Whether the same transaction may well succeed when run again: a deadlock or a serialization failure. */
export function isConflict(error: unknown): boolean {
  return sqlState(error) === "40P01" || sqlState(error) === "40001";
}

/** Whether a statement was given up: by its timeout, or by an operator. */
export function isTimeout(error: unknown): boolean {
  return sqlState(error) === "57014";
}

/** Whether a statement was refused because one before it in its transaction had failed. */
export function isAbortedTransaction(error: unknown): boolean {
  return sqlState(error) === "25P02";
}

import { AppError, isAppError } from "@/lib/contract/error";

const CAUSE = Symbol.for("switchyard.not-retained");

/** Refuses a question that is answered by single attempts or sums which are gone; UNPROCESSABLE at what asks for them. */
export function notRetained(field: string, message: string): AppError {
  return new AppError("UNPROCESSABLE", message, { fields: { [field]: [message] }, cause: CAUSE });
}

/** Whether a question was refused for that reason, and for no other. */
export function isNotRetained(error: unknown): boolean {
  return isAppError(error) && error.cause === CAUSE;
}

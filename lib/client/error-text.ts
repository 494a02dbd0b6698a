import { ApiError } from "./api-error";

/** What is said where no answer came. */
export const UNREACHABLE = "The server could not be reached. Try again.";

/** Why something that was sent was not done, for a screen: what the API answered, or that nothing did. */
export function errorText(error: unknown): string {
  return error instanceof ApiError ? error.message : UNREACHABLE;
}

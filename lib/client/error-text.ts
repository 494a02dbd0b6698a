import { ApiError } from "./api-error";

/** What is said where no answer came. */
export const UNREACHABLE = "The server could not be reached. Try again.";

/** The same with what did not happen, for what is not typed again lightly: "changed", "published". */
export function unreachable(undone: string): string {
  return `The server could not be reached, so nothing was ${undone}. Your input is still here.`;
}

/** Why something that was sent was not done, for a screen: what the API answered, or that nothing did. */
export function errorText(error: unknown): string {
  return error instanceof ApiError ? error.message : UNREACHABLE;
}

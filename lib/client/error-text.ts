import { message, t } from "@/lib/messages/translate";
import { ApiError } from "./api-error";

/** What is said where no answer came. */
export const UNREACHABLE = message("The server could not be reached. Try again.");

/** The same with what did not happen, for what is not typed again lightly. */
export function unreachable(undone: "changed" | "published"): string {
  return t(
    "The server could not be reached, so nothing was {undone, select, published {published} other {changed}}. Your input is still here.",
    { undone },
  );
}

/** Why something that was sent was not done, for a screen: what the API answered, or that nothing did. */
export function errorText(error: unknown): string {
  return error instanceof ApiError ? error.message : t(UNREACHABLE);
}

import { ApiError } from "@/lib/client/api-error";
import { errorText } from "@/lib/client/error-text";
import { t } from "@/lib/messages/translate";

/** Why a view was not changed; where somebody else was first, what to do about it. */
export function describeRefusal(error: Error): string {
  const isStale = error instanceof ApiError && error.code === "PRECONDITION_FAILED";
  return isStale
    ? t("{message}. The list shows it as it is now; to replace that, do it again.", { message: error.message })
    : errorText(error);
}

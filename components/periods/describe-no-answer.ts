import { isNotRetained } from "@/lib/client/is-not-retained";
import { t } from "@/lib/messages/translate";

/** Why there is no answer for the period before: it is gone for good, or asking again may help. */
export function describeNoAnswer(error: Error): string {
  return isNotRetained(error) ? t("The period before is not retained") : t("The period before could not be loaded");
}

import type { View } from "@/lib/contract/views";
import { t } from "@/lib/messages/translate";

/** Whose a view is and who sees it: a user's own and one of the team may have the same name. */
export function describeViewOwner({
  is_own,
  is_shared,
  created_by,
}: Pick<View, "is_own" | "is_shared" | "created_by">): string {
  if (!is_shared) return t("Your view");
  return is_own ? t("Yours, shared with the team") : t("Shared by {createdBy}", { createdBy: created_by });
}

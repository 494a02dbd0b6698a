import type { Role } from "@/lib/contract/users";
import { t } from "@/lib/messages/translate";

/** The roles as a user chooses between them. */
export function roleOptions(): { value: Role; label: string }[] {
  return [
    { value: "viewer", label: t("Viewer") },
    { value: "finance", label: t("Finance") },
    { value: "admin", label: t("Admin") },
  ];
}

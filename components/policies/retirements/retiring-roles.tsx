import Link from "next/link";
import type { Retirement } from "@/lib/contract/retirements";
import { t } from "@/lib/messages/translate";
import { describeRole } from "./describe-role";
import { successorHref } from "./successor-href";

type RetiringRolesProps = {
  retirement: Pick<Retirement, "model" | "roles" | "days_left" | "replaced_by">;
  canEdit: boolean;
};

/** What each policy loses with a model, and for those who can edit the form with its successor filled in. */
export function RetiringRoles({ retirement, canEdit }: RetiringRolesProps) {
  const { roles, days_left, replaced_by } = retirement;
  if (roles.length === 0) return t("No policy names it; callers ask for it directly");
  return roles.map((role) => {
    const draft = canEdit ? successorHref(retirement, role) : null;
    return (
      <div key={`${role.tier} ${role.region ?? ""}`}>
        <Link href={`/policies/${encodeURIComponent(role.tier)}`}>{describeRole(role, days_left <= 0)}</Link>
        {draft !== null && replaced_by !== null && (
          <>
            {" · "}
            <Link href={draft}>{t("Draft with {model}", { model: replaced_by })}</Link>
          </>
        )}
      </div>
    );
  });
}

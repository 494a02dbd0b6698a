import Link from "next/link";
import type { Retirement } from "@/lib/contract/retirements";
import { describeRole } from "./describe-role";
import { successorHref } from "./successor-href";

type RetiringRolesProps = {
  retirement: Pick<Retirement, "model" | "roles" | "days_left" | "replaced_by">;
  canEdit: boolean;
};

/** What each policy loses with a model, and for those who can edit the form with its successor filled in. */
export function RetiringRoles({ retirement, canEdit }: RetiringRolesProps) {
  const { roles, days_left, replaced_by } = retirement;
  if (roles.length === 0) return "No policy names it; callers ask for it directly";
  return roles.map((role) => {
    const draft = canEdit ? successorHref(retirement, role) : null;
    return (
      <div key={`${role.tier} ${role.region ?? ""}`}>
        <Link href={`/policies/${encodeURIComponent(role.tier)}`}>{describeRole(role, days_left <= 0)}</Link>
        {draft !== null && (
          <>
            {" · "}
            <Link href={draft}>Draft with {replaced_by}</Link>
          </>
        )}
      </div>
    );
  });
}

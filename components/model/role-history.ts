import type { PolicyBundle, PublishedPolicy, TierPolicy } from "@/lib/contract/policy";
import { type PolicyRole, policyRoles } from "./policy-roles";

/** A role with its place among a list's candidates, and the version that gave it, where it is known. */
export type HeldRole = PolicyRole & {
  /** The candidates of the list, in order. */
  candidates: string[];
  since: Pick<PublishedPolicy, "version" | "published_at" | "published_by"> | null;
};

/** A model's roles, each with the first of the versions in a row, up to the active one, in which it is the same. */
export function heldRoles(
  bundle: PolicyBundle,
  model: string,
  versionsOf: ReadonlyMap<string, readonly PublishedPolicy[]>,
): HeldRole[] {
  return policyRoles(bundle, model).map((role) => {
    const policy = bundle.tiers[role.tier];
    return {
      ...role,
      candidates: policy ? candidatesIn(policy, role.region) : [],
      since: sinceWhen(versionsOf.get(role.tier) ?? [], role, model),
    };
  });
}

function sinceWhen(newestFirst: readonly PublishedPolicy[], role: PolicyRole, model: string): HeldRole["since"] {
  let since: HeldRole["since"] = null;
  for (const policy of newestFirst) {
    const isSame = policyRoles({ tiers: { [role.tier]: policy } }, model).some(
      (own) => own.region === role.region && own.role === role.role,
    );
    if (!isSame) break;
    since = policy;
  }
  return since;
}

function candidatesIn({ primary, fallbacks, regions }: TierPolicy, region: string | null): string[] {
  const list = region === null ? { primary, fallbacks } : regions[region];
  return list ? [list.primary, ...list.fallbacks] : [];
}

import { AppError } from "@/lib/contract/error";

/** UNPROCESSABLE, naming the field, where a policy that was sent is of another tier than the address. */
export function refuseOtherTier(policy: { tier: string }, tier: string, field: "tier" | "policy.tier"): void {
  if (policy.tier === tier) return;
  throw new AppError("UNPROCESSABLE", `Not valid: ${field}`, {
    fields: { [field]: [`Must be ${tier}, as in the path`] },
  });
}

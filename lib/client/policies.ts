import { type Live, readOptions } from "./read-options";

/** What routers are served now: every tier's policy and the aliases. */
export function policiesOptions(live?: Live) {
  return readOptions("/api/v1/policies", {}, loadPolicyBundleSchema, live);
}

/** Every version of a tier's policy, newest first. */
export function policyVersionsOptions(tier: string, live?: Live) {
  return readOptions(`/api/v1/policies/${encodeURIComponent(tier)}/versions`, {}, loadPolicyVersionsSchema, live);
}

const loadPolicyBundleSchema = () => import("@/lib/contract/policy").then((contract) => contract.policyBundleSchema);
const loadPolicyVersionsSchema = () =>
  import("@/lib/contract/policy").then((contract) => contract.policyVersionsSchema);

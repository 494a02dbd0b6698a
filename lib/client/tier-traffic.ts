import { type Live, readOptions } from "./read-options";

/** A tier's healthy traffic by region and model. */
export function tierTrafficOptions(tier: string, live?: Live) {
  return readOptions(`/api/v1/policies/${encodeURIComponent(tier)}/traffic`, {}, loadTierTrafficSchema, live);
}

const loadTierTrafficSchema = () =>
  import("@/lib/contract/tier-traffic").then((contract) => contract.tierTrafficSchema);

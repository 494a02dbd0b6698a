import type { PercentileMetric } from "@/lib/contract/series";
import { type Live, type ReadQuery, readOptions } from "./read-options";

export type DistributionQuery = ReadQuery & { metric: PercentileMetric };

/** The quantile curve and histogram of one metric, per model. */
export function distributionOptions(query: DistributionQuery, live?: Live) {
  return readOptions("/api/v1/stats/distribution", query, loadDistributionSchema, live);
}

const loadDistributionSchema = () =>
  import("@/lib/contract/distribution").then((contract) => contract.distributionSchema);

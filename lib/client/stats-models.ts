import { type Live, type ReadQuery, readOptions } from "./read-options";

export type StatsModelsQuery = ReadQuery & { by?: "model" | undefined };

/** Every figure of every model and provider, or of every model. */
export function statsModelsOptions(query: StatsModelsQuery, live?: Live) {
  return readOptions("/api/v1/stats/models", query, loadStatsModelsSchema, live);
}

const loadStatsModelsSchema = () => import("@/lib/contract/stats").then((contract) => contract.statsModelsSchema);

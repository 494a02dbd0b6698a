import { type Live, type ReadQuery, readOptions } from "./read-options";

export type BreakersQuery = Pick<ReadQuery, "tier" | "region" | "model">;

/** How the server's own breakers stand at this moment. */
export function breakersOptions(query: BreakersQuery, live?: Live) {
  return readOptions("/api/v1/breakers", query, loadBreakersSchema, live);
}

const loadBreakersSchema = () => import("@/lib/contract/breakers").then((contract) => contract.breakersSchema);

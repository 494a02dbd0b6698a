import { type Live, type ReadQuery, readOptions } from "./read-options";

export type WinnersQuery = ReadQuery;

/** Which model wins each concern. */
export function winnersOptions(query: WinnersQuery, live?: Live) {
  return readOptions("/api/v1/stats/winners", query, loadWinnersSchema, live);
}

const loadWinnersSchema = () => import("@/lib/contract/winners").then((contract) => contract.winnersSchema);

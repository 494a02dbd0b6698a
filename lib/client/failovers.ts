import { type Live, type ReadQuery, readOptions } from "./read-options";

export type FailoversQuery = Pick<ReadQuery, "window" | "from" | "to" | "tier" | "region" | "model"> & {
  limit?: number | undefined;
  cursor?: string | undefined;
};

/** Transitions of the breakers, newest first. */
export function failoversOptions(query: FailoversQuery, live?: Live) {
  return readOptions("/api/v1/failovers", query, loadFailoversSchema, live);
}

const loadFailoversSchema = () => import("@/lib/contract/failovers").then((contract) => contract.failoversSchema);

import type { FailoverSource } from "@/lib/contract/failovers";
import { type Live, type ReadQuery, readOptions } from "./read-options";

export type FailoversQuery = Pick<ReadQuery, "window" | "from" | "to" | "tier" | "region" | "model"> & {
  source?: readonly FailoverSource[] | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
};

/** The transitions of the server's own breakers, beside which any number of routers may report theirs. */
export const OWN_SOURCES: readonly FailoverSource[] = ["attempt", "decision"];

/** Transitions of the breakers, newest first. */
export function failoversOptions(query: FailoversQuery, live?: Live) {
  return readOptions("/api/v1/failovers", query, loadFailoversSchema, live);
}

const loadFailoversSchema = () => import("@/lib/contract/failovers").then((contract) => contract.failoversSchema);

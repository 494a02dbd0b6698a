import type { Outcome } from "@/lib/domain/outcome";
import { type Live, type ReadQuery, readOptions } from "./read-options";

export type RequestsQuery = ReadQuery & {
  outcome?: readonly Outcome[] | undefined;
  request_id?: string | undefined;
  sort?: "newest" | "slowest" | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
};

/** A page of single attempts. */
export function requestsOptions(query: RequestsQuery, live?: Live) {
  return readOptions("/api/v1/requests", query, loadRequestsSchema, live);
}

const loadRequestsSchema = () => import("@/lib/contract/requests").then((contract) => contract.requestsSchema);

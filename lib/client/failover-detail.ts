import { queryOptions } from "@tanstack/react-query";
import { failoverDetailSchema, ruleHintsSchema } from "@/lib/contract/failover-detail";
import { getJson } from "./get-json";

/** A transition with the attempts that caused it, and whether it helped. */
export function failoverDetailOptions(id: number) {
  return queryOptions({
    queryKey: ["failover", id],
    queryFn: ({ signal }) => getJson(`/api/v1/failovers/${id}`, {}, failoverDetailSchema, signal),
  });
}

/** What is odd about the rules in force. */
export function ruleHintsOptions() {
  return queryOptions({
    queryKey: ["rule-hints"],
    queryFn: ({ signal }) => getJson("/api/v1/failovers/hints", {}, ruleHintsSchema, signal),
  });
}

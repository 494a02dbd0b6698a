import type { UptimeOf } from "@/lib/domain/sla/exclusion";
import type { AggregateGroup } from "../aggregates/group-types";

/** What a row is of: where uptime by minutes is counted. */
export const SLA_GROUPS = ["model", "provider", "region"] as const;

export function uptimeOf({ model, provider, region }: AggregateGroup["names"]): UptimeOf {
  return { model: model ?? "", provider: provider ?? "", region: region ?? "" };
}

export function uptimeKey({ model, provider, region }: UptimeOf): string {
  return JSON.stringify([model, provider, region]);
}

import { areExcluded, type ExcludedSpan, type UptimeOf } from "@/lib/domain/sla/exclusion";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { AggregateGroup } from "../aggregates/group-types";

/** What a row is of: where uptime by minutes is counted. */
export const SLA_GROUPS = ["model", "provider", "region"] as const;

export function uptimeOf({ model, provider, region }: AggregateGroup["names"]): UptimeOf {
  return { model: model ?? "", provider: provider ?? "", region: region ?? "" };
}

export function uptimeKey({ model, provider, region }: UptimeOf): string {
  return JSON.stringify([model, provider, region]);
}

export type LeftOut = (group: UptimeOf) => readonly boolean[];

/** Which parts are excluded of a group, worked out once for each. */
export function leftOutOf(exclusions: readonly ExcludedSpan[], parts: readonly MinuteSpan[]): LeftOut {
  const byKey = new Map<string, readonly boolean[]>();
  return (group) => {
    const key = uptimeKey(group);
    const left = byKey.get(key) ?? areExcluded(exclusions, group, parts);
    byKey.set(key, left);
    return left;
  };
}

import type { Retirement, RetiringRole } from "@/lib/contract/retirements";
import { formatCount, formatPercent } from "@/lib/domain/format";

/** What a tier loses: "standard loses its fallback in eu-central-1: 12 % of its traffic, nothing is left". */
export function describeRole({ tier, role, region, left, attempts, share }: RetiringRole, isGone: boolean): string {
  const what = role === "primary" ? "primary" : left === 1 ? "only fallback" : "fallback";
  const where = region === null ? "" : ` in ${region}`;
  return `${tier} ${isGone ? "names as its" : "loses its"} ${what}${where}: ${trafficOf(share, attempts)}, ${restOf(left)}`;
}

function trafficOf(share: number | null, attempts: number): string {
  if (share === null) return "no traffic in 30 days";
  return attempts === 0 ? "not needed in 30 days" : `${formatPercent(share, 1)} of its traffic`;
}

function restOf(left: number): string {
  if (left === 0) return "and no other model serves it";
  return left === 1 ? "one model is left" : `${left} models are left`;
}

const SOON_DAYS = 30;

/** Bad once a model is gone, a warning within a month. */
export function urgencyOf({ days_left }: Pick<Retirement, "days_left">): "bad" | "warn" | undefined {
  if (days_left <= 0) return "bad";
  return days_left <= SOON_DAYS ? "warn" : undefined;
}

/** "In 45 days", "tomorrow", "since 3 days". */
export function describeDaysLeft({ days_left }: Pick<Retirement, "days_left">): string {
  if (days_left > 1) return `in ${formatCount(days_left)} days`;
  if (days_left === 1) return "tomorrow";
  if (days_left === 0) return "since today";
  return days_left === -1 ? "since yesterday" : `for ${formatCount(-days_left)} days`;
}

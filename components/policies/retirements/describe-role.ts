import type { Retirement, RetiringRole } from "@/lib/contract/retirements";
import { formatCount, formatPercent } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

/** What a tier loses: "standard loses its fallback in eu-central-1: 12 % of its traffic, nothing is left". */
export function describeRole({ tier, role, region, left, attempts, share }: RetiringRole, isGone: boolean): string {
  const values = {
    tier,
    role: role === "primary" ? t("primary") : left === 1 ? t("only fallback") : t("fallback"),
    where: region === null ? "" : t(" in {region}", { region }),
    traffic: trafficOf(share, attempts),
    rest: restOf(left),
  };
  return isGone
    ? t("{tier} names as its {role}{where}: {traffic}, {rest}", values)
    : t("{tier} loses its {role}{where}: {traffic}, {rest}", values);
}

function trafficOf(share: number | null, attempts: number): string {
  if (share === null) return t("no traffic in 30 days");
  return attempts === 0 ? t("not needed in 30 days") : t("{share} of its traffic", { share: formatPercent(share, 1) });
}

function restOf(left: number): string {
  if (left === 0) return t("and no other model serves it");
  return left === 1 ? t("one model is left") : t("{count} models are left", { count: left });
}

const SOON_DAYS = 30;

/** Bad once a model is gone, a warning within a month. */
export function urgencyOf({ days_left }: Pick<Retirement, "days_left">): "bad" | "warn" | undefined {
  if (days_left <= 0) return "bad";
  return days_left <= SOON_DAYS ? "warn" : undefined;
}

/** "In 45 days", "tomorrow", "since 3 days". */
export function describeDaysLeft({ days_left }: Pick<Retirement, "days_left">): string {
  if (days_left > 1) return t("in {count} days", { count: formatCount(days_left) });
  if (days_left === 1) return t("tomorrow");
  if (days_left === 0) return t("since today");
  return days_left === -1 ? t("since yesterday") : t("for {count} days", { count: formatCount(-days_left) });
}

import type { Retirement, Retirements } from "@/lib/contract/retirements";
import { type RoutedAttempts, retiringRoles } from "@/lib/domain/catalogue/retiring-roles";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { resolveWindow } from "@/lib/domain/time/time-window";
import { DAY_MS } from "@/lib/domain/time/units";
import { minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";

import { listPolicies } from "../policies/list-policies";
import { listCatalogueModels } from "./list-catalogue-models";

/** Announced further ahead, a retirement is no work yet. */
const AHEAD_DAYS = 180;

/**
 * The models that end at a provider within half a year, or have ended, and that traffic of thirty days went to or a policy
 * names; the next first.
 */
export async function getRetirements(
  db: Db,
  { now, retention }: { now: Date; retention: Retention },
): Promise<Retirements> {
  const window = resolveWindow({ window: "30d" }, now);
  const until = new Date(now.getTime() + AHEAD_DAYS * DAY_MS).toISOString().slice(0, 10);
  const [known, policies, { groups }] = await Promise.all([
    listCatalogueModels(db),
    listPolicies(db),
    readGroups(db, {
      ...{ buckets: [minuteSpan(window)], filters: NO_FILTERS, groupBy: ["model", "provider", "tier", "region"] },
      ...{ sums: ["attempts"], metrics: [], retention },
    }),
  ]);
  const traffic = groups.map(
    ({ names, sums }): RoutedAttempts => ({
      ...{
        tier: names.tier ?? "",
        region: names.region ?? "",
        model: names.model ?? "",
        provider: names.provider ?? "",
      },
      attempts: sums.attempts,
    }),
  );
  const today = Date.parse(now.toISOString().slice(0, 10));
  const retirements = known.flatMap((ending): Retirement[] => {
    const { model, provider, retires_on, replaced_by, source } = ending;
    if (retires_on === null || retires_on > until) return [];
    const own = traffic.filter((row) => row.model === model && row.provider === provider);
    const attempts = own.reduce((sum, row) => sum + row.attempts, 0);
    const roles = retiringRoles(ending, policies, traffic);
    if (attempts === 0 && roles.length === 0) return [];
    const days_left = Math.round((Date.parse(retires_on) - today) / DAY_MS);
    return [{ model, provider, retires_on, days_left, replaced_by, source, attempts, roles }];
  });
  return {
    ...{ from: window.from.toISOString(), to: window.to.toISOString(), as_of: now.toISOString() },
    retirements: retirements.sort((a, b) => a.days_left - b.days_left || a.model.localeCompare(b.model)),
  };
}

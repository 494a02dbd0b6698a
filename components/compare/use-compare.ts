"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsNativeArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useShell } from "@/components/shell/shell-context";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { readOptions } from "@/lib/client/read-options";
import { spendOptions } from "@/lib/client/spend";
import type { MixDimension } from "@/lib/domain/comparison/mix";
import { compareColumns } from "./compare-columns";
import {
  COMPARE_METRICS,
  type CompareMetric,
  compareMix,
  compareStatsQuery,
  comparisonQuery,
  MIX_VALUES,
  TIER_CHOICES,
  type TierChoice,
  tierTrafficQuery,
} from "./compare-queries";
import { pickModels } from "./pick-models";
import { describeAbsent, withCommonTier, withRecommendedTier } from "./pick-tier";
import { targetsOf } from "./targets-of";

const parsers = {
  metric: parseAsStringLiteral(COMPARE_METRICS).withDefault("duration_ms"),
  tiers: parseAsStringLiteral(TIER_CHOICES).withDefault("common"),
  mix: parseAsNativeArrayOf(parseAsStringLiteral(MIX_VALUES)),
  policy_tier: parseAsString,
};

/** What is compared: the picked models, in which tier, on which mix of traffic, and the metric of the curve. */
export function useCompare() {
  const report = useReport();
  const { dimensions } = useShell();
  const [{ metric, tiers, mix: named, policy_tier: chosen }, setState] = useQueryStates(parsers, {
    history: "replace",
  });
  const traffic = useLiveQuery(spendOptions(tierTrafficQuery(report.query)));
  const { query, tier } = useMemo(
    () => withCommonTier(report.query, { rows: traffic.data?.rows ?? [], choice: tiers }),
    [report.query, traffic.data, tiers],
  );
  const stats = useLiveQuery({
    ...readOptions("/api/v1/stats/models", compareStatsQuery(query)),
    enabled: !traffic.isPending,
  });
  const picked = useMemo(
    () => pickModels(report.query.model, stats.data?.models ?? []),
    [report.query.model, stats.data],
  );
  const mix = useMemo(() => compareMix(named), [named]);
  const comparison = useLiveQuery({
    ...readOptions("/api/v1/stats/comparison", comparisonQuery(query, picked, mix)),
    enabled: picked.length > 0,
  });
  const recommended = useMemo(
    () => withRecommendedTier(report.query, { rows: traffic.data?.rows ?? [], picked, chosen }),
    [report.query, traffic.data, picked, chosen],
  );
  const absentFrom = (one: string | null) => describeAbsent(traffic.data?.rows ?? [], { picked, tier: one });
  const [recommendedTier = null] = recommended.query.tier.length === 1 ? recommended.query.tier : [];
  const bundle = useQuery(readOptions("/api/v1/policies", {}));
  const columns = useMemo(
    () =>
      compareColumns(picked, {
        models: stats.data?.models ?? [],
        compared: comparison.data?.models ?? [],
        known: dimensions.model,
        query,
      }),
    [picked, stats.data, comparison.data, dimensions.model, query],
  );
  return {
    query,
    tier,
    tiers,
    absent: absentFrom(tier),
    mix,
    stats,
    comparison,
    picked,
    columns,
    targets: targetsOf(bundle.data, query.tier),
    recommended: {
      ...recommended,
      absent: absentFrom(recommendedTier),
      targets: targetsOf(bundle.data, recommended.query.tier),
      onTier: (value: string) => void setState({ policy_tier: value }),
    },
    metric,
    setMetric: (value: CompareMetric) => setState({ metric: value }),
    setTiers: (value: TierChoice) => setState({ tiers: value }),
    /** Null leaves it to the server again. */
    setMix: (value: readonly MixDimension[] | null) =>
      setState({ mix: value === null ? null : value.length === 0 ? ["none"] : [...value] }),
  };
}

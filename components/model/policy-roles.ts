import type { PolicyBundle } from "@/lib/contract/policy";
import { formatMs } from "@/lib/domain/format";

export type PolicyRole = { tier: string; region: string | null; role: string };

/** Where a model stands in the policies: primary or which fallback, per tier and region override. */
export function policyRoles(bundle: PolicyBundle, model: string): PolicyRole[] {
  return Object.values(bundle.tiers).flatMap(({ tier, primary, fallbacks, regions }) => {
    const places = [
      { region: null, primary, fallbacks },
      ...Object.entries(regions).map(([region, override]) => ({ region, ...override })),
    ];
    return places.flatMap((place) => {
      const role = roleIn(place, model);
      return role === null ? [] : [{ tier, region: place.region, role }];
    });
  });
}

/** The latency limits that act on a model for one metric, one line per limit and percentile. */
export function latencyThresholds(bundle: PolicyBundle, model: string, metric: "ttft_ms" | "duration_ms") {
  const tiersOf = new Map<string, { value: number; label: string; tiers: string[] }>();
  const tiers = new Set(policyRoles(bundle, model).map(({ tier }) => tier));
  for (const tier of tiers) {
    const latency = bundle.tiers[tier]?.failover.latency;
    if (!latency || latency.metric !== metric) continue;
    const label = `p${latency.percentile} over ${formatMs(latency.max_ms)}`;
    const known = tiersOf.get(label) ?? { value: latency.max_ms, label, tiers: [] };
    tiersOf.set(label, { ...known, tiers: [...known.tiers, tier] });
  }
  return [...tiersOf.values()].map(({ value, label, tiers: names }) => ({
    value,
    label: `fails over: ${label} (${names.join(", ")})`,
  }));
}

function roleIn({ primary, fallbacks }: { primary: string; fallbacks: string[] }, model: string): string | null {
  if (primary === model) return "primary";
  const place = fallbacks.indexOf(model);
  return place === -1 ? null : `fallback ${place + 1}`;
}

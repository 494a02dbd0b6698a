import type { Threshold } from "@/components/charts/plot-types";
import type { PolicyBundle } from "@/lib/contract/policy";
import { formatMs, formatPercent } from "@/lib/domain/format";
import { message, t, textOf } from "@/lib/messages/translate";
import { policyRoles } from "./policy-roles";

/** A limit at which policies leave a model, and the tiers that have it. */
type Limit = { value: number; label: string; tiers: string[] };

/** Which tiers and regions are looked at; none: all. */
export type PolicyScope = { tier: readonly string[]; region: readonly string[] };

export type ShownThresholds = {
  /** The one limit there is. */
  lines: Threshold[];
  /** What is said instead of lines. */
  words: string | null;
};

const METRIC_NAMES = { ttft_ms: "TTFT", duration_ms: message("duration") };

/** The latency limit that acts on a model for one metric: as a line where it is one, in words where tiers differ. */
export function latencyThresholds(
  bundle: PolicyBundle,
  { model, metric, scope }: { model: string; metric: "ttft_ms" | "duration_ms"; scope: PolicyScope },
): ShownThresholds {
  const tiers = tiersOf(bundle, model, scope);
  const limits = limitsOf(tiers, (tier) => {
    const latency = bundle.tiers[tier]?.failover.latency;
    if (!latency || latency.metric !== metric) return null;
    return {
      value: latency.max_ms,
      label: t("p{percentile} over {limit}", { percentile: latency.percentile, limit: formatMs(latency.max_ms) }),
    };
  });
  return shownOf(limits, tiers, textOf(METRIC_NAMES[metric]));
}

/** The error rate at which policies leave a model, likewise. */
export function errorThresholds(
  bundle: PolicyBundle,
  { model, scope }: { model: string; scope: PolicyScope },
): ShownThresholds {
  const tiers = tiersOf(bundle, model, scope);
  const limits = limitsOf(tiers, (tier) => {
    const value = bundle.tiers[tier]?.failover.max_error_rate;
    return value === undefined ? null : { value, label: t("errors over {limit}", { limit: formatPercent(value, 1) }) };
  });
  return shownOf(limits, tiers, t("errors"));
}

function shownOf(limits: readonly Limit[], tiers: readonly string[], metric: string): ShownThresholds {
  const texts = limits.map(({ label, tiers: names }) => `${label} (${names.join(", ")})`);
  const [only] = limits;
  if (tiers.length === 0) return { lines: [], words: null };
  if (!only) return { lines: [], words: t("No policy that names it fails over by {metric}.", { metric }) };
  if (limits.length === 1) {
    const label = t("fails over: {limit}", { limit: texts.join() });
    return { lines: [{ value: only.value, label }], words: null };
  }
  return {
    lines: [],
    words: t("Policies fail over at {limits}. Filter by one tier to draw its limit.", { limits: texts.join(" · ") }),
  };
}

/** The tiers that route to a model in the regions looked at: an override stands for the tier's own list there. */
function tiersOf(bundle: PolicyBundle, model: string, { tier: wanted, region: regions }: PolicyScope): string[] {
  const roles = policyRoles(bundle, model).filter(({ tier, region }) => {
    if (wanted.length > 0 && !wanted.includes(tier)) return false;
    if (regions.length === 0) return true;
    if (region !== null) return regions.includes(region);
    return regions.some((name) => !Object.hasOwn(bundle.tiers[tier]?.regions ?? {}, name));
  });
  return [...new Set(roles.map(({ tier }) => tier))];
}

function limitsOf(tiers: readonly string[], limitOf: (tier: string) => Omit<Limit, "tiers"> | null): Limit[] {
  const limits = new Map<string, Limit>();
  for (const tier of tiers) {
    const own = limitOf(tier);
    if (own === null) continue;
    const known = limits.get(own.label);
    limits.set(own.label, { ...own, tiers: [...(known?.tiers ?? []), tier] });
  }
  return [...limits.values()].sort((a, b) => a.value - b.value);
}

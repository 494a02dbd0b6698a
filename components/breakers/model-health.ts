import { candidatesOf } from "@/lib/breaker/decision";
import type { BreakerHealth } from "@/lib/contract/breakers";
import { t } from "@/lib/messages/translate";
import { STATE_TEXT } from "./state-text";

export type ModelHealth = BreakerHealth;

export type HealthRow = Omit<ModelHealth, "role"> & { role: string; isCandidate: boolean };

type Routing = Parameters<typeof candidatesOf>[0];

/** A tier's models by region in the order they are tried; models it no longer names come last. */
export function prepareHealth(policy: Routing & { tier: string }, health: readonly ModelHealth[]): HealthRow[] {
  const own = health.filter(({ tier }) => tier === policy.tier);
  const regions = [...new Set([...own.map(({ region }) => region), ...Object.keys(policy.regions)])].sort();
  return regions.flatMap((region) => {
    const candidates = candidatesOf(policy, region);
    const here = own.filter((entry) => entry.region === region);
    const asked = candidates.map((model, index) => ({
      ...(here.find((entry) => entry.model === model) ?? unknownHealth(policy.tier, region, model)),
      role: index === 0 ? t("primary") : t("fallback {index}", { index }),
      isCandidate: true,
    }));
    const others = here.filter(({ model }) => !candidates.includes(model));
    return [...asked, ...others.map((entry) => ({ ...entry, role: t("not in the policy"), isCandidate: false }))];
  });
}

export type HealthNote = { tone: "good" | "warn" | "bad" | "neutral"; text: string; where?: string };

/** How a tier stands in a few words: which models are avoided where, else that none is. */
export function healthSummary(rows: readonly HealthRow[]): HealthNote[] {
  const troubled = rows.filter(({ state, isCandidate }) => isCandidate && state !== "closed");
  if (troubled.length > 0) {
    return troubled.map(({ state, model, region, share }) => {
      const where = t("{model} in {region}", { model, region });
      if (state === "open") return { tone: "bad", text: t(STATE_TEXT.open), where };
      return { tone: "warn", text: t("half-open, {percent}", { percent: `${Math.round(share * 100)} %` }), where };
    });
  }
  const judged = rows.some(({ isCandidate, n }) => isCandidate && n > 0);
  return [judged ? { tone: "good", text: t("all closed") } : { tone: "neutral", text: t("no recent traffic") }];
}

function unknownHealth(tier: string, region: string, model: string): ModelHealth {
  return {
    tier,
    region,
    model,
    role: null,
    state: "closed",
    share: 1,
    since: null,
    n: 0,
    failures: 0,
    error_rate: null,
    latency_ms: null,
  };
}

import { candidatesOf } from "@/lib/breaker/decision";
import type { ModelTrafficRow, TierTraffic } from "@/lib/contract/tier-traffic";
import type { ModelTraffic } from "@/lib/domain/thresholds/model-traffic";
import { courseOf } from "@/lib/domain/thresholds/traffic-course";
import type { CandidatesDraft, PolicyDraft } from "../draft/policy-draft";

/** The primary of a region and what it did there for the tier; null where that is nothing. */
export type TrafficPlace = { region: string; model: string; row: ModelTrafficRow | null };

/** The primaries of a draft in the regions the tier has traffic in, or has models of its own for. */
export function trafficPlaces(
  draft: Pick<PolicyDraft, "regions"> & CandidatesDraft,
  traffic: TierTraffic,
): TrafficPlace[] {
  const own = Object.fromEntries(draft.regions.map(({ region, ...candidates }) => [region.trim(), candidates]));
  const regions = new Set([...traffic.models.map(({ region }) => region), ...Object.keys(own)]);
  return [...regions].sort().map((region) => {
    const [primary = ""] = candidatesOf({ ...draft, regions: own }, region);
    const model = primary.trim();
    const row = traffic.models.find((known) => known.region === region && known.model === model) ?? null;
    return { region, model, row };
  });
}

/** A model's healthy traffic for the arithmetic; null where no hour of it was healthy. */
export function healthyTraffic(row: ModelTrafficRow): ModelTraffic | null {
  const { judged_per_second, judged_by_quarter, healthy } = row;
  if (healthy.error_rate === null || judged_per_second.median <= 0) return null;
  const shares = ({ n, points }: ModelTrafficRow["healthy"]["ttft_ms"]) =>
    n === 0 ? null : { sampleShare: Math.min(1, n / healthy.judged), points };
  return {
    perSecond: judged_per_second.median,
    course: courseOf(judged_by_quarter),
    errorRate: healthy.error_rate,
    ttft_ms: shares(healthy.ttft_ms),
    duration_ms: shares(healthy.duration_ms),
  };
}

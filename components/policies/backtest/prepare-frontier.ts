import { shortBand } from "@/components/ui/describe";
import type { FrontierPointReply, FrontierReply } from "@/lib/contract/frontier";
import type { TierPolicy } from "@/lib/contract/policy";
import { displayUsd, formatMs, formatPercent, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { isSame } from "../draft/is-same";
import { draftOf, type PolicyDraft } from "../draft/policy-draft";
import type { StatCell } from "./prepare-backtest";

export type FrontierRow = {
  point: FrontierPointReply;
  name: string;
  errorRate: StatCell;
  p99: StatCell;
  cost: StatCell;
  compared: string;
  moved: string;
};

/** The draft and the points nothing beats, the fewest failures first. */
export function prepareFrontier({ points }: FrontierReply): FrontierRow[] {
  const [draft] = points;
  if (!draft) return [];
  const front = points
    .filter((point) => point.on_frontier && !point.is_draft)
    .sort((a, b) => (a.error_rate ?? 1) - (b.error_rate ?? 1));
  return [draft, ...front].map((point) => ({
    point,
    name: point.is_draft ? t("This draft") : describeDifference(draft, point),
    errorRate: {
      text: formatPercent(point.error_rate),
      note: point.error_rate_band ? shortBand(point.error_rate_band, (share) => formatPercent(share)) : undefined,
    },
    p99: { text: formatMs(point.duration_p99_ms), note: shortBand(point.duration_p99_band) },
    cost: {
      text: displayUsd(point.usd_per_thousand),
      note: point.usd_per_thousand_band?.map((usd) => displayUsd(usd)).join(" – "),
    },
    compared: formatWhole(point.compared),
    moved: formatWhole(point.moved_attempts),
  }));
}

/** What was run, and how much of it. */
export function describeSweep({ points, grid, attempts }: FrontierReply): string {
  const values = { points: formatWhole(points.length), grid: formatWhole(grid), attempts: formatWhole(attempts) };
  if (attempts === 0) return t("No attempts were recorded in this window.");
  return points.length < grid
    ? t(
        "{points} of {grid} policies around this draft, drawn at random, each over the same {attempts} attempts.",
        values,
      )
    : t("{points} policies around this draft, each over the same {attempts} attempts.", values);
}

/** What the form has to hold for a point. */
export function draftOfPoint(policy: TierPolicy, point: FrontierPointReply): Partial<PolicyDraft> {
  const { fallbacks, max_error_rate, latency, ramp } = point;
  const draft = draftOf({ ...policy, fallbacks, failover: { ...policy.failover, max_error_rate, latency, ramp } });
  const changed = {
    fallbacks: draft.fallbacks,
    max_error_percent: draft.max_error_percent,
    latency_metric: draft.latency_metric,
    ramp_percent: draft.ramp_percent,
  };
  // Without a trigger the form keeps the numbers it has at hand.
  return latency ? { ...changed, latency_max_ms: draft.latency_max_ms } : changed;
}

function describeDifference(draft: FrontierPointReply, point: FrontierPointReply): string {
  const parts = [
    draft.max_error_rate === point.max_error_rate
      ? null
      : t("opens above {rate} errors", { rate: formatPercent(point.max_error_rate, 1) }),
    isSame(draft.latency, point.latency) ? null : describeLatency(point),
    isSame(draft.fallbacks, point.fallbacks) ? null : point.fallbacks.join(" → "),
    isSame(draft.ramp, point.ramp)
      ? null
      : t("ramp {shares}", { shares: point.ramp.map((share) => formatPercent(share, 0)).join(", ") }),
  ];
  return parts.filter((part) => part !== null).join(" · ");
}

function describeLatency({ latency }: FrontierPointReply): string {
  if (!latency) return t("no latency threshold");
  return t("latency above {latency}", { latency: formatMs(latency.max_ms) });
}

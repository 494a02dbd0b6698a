import type { Tone } from "@/components/ui/tone";
import type { RuleTerms } from "@/lib/contract/alert-rules";
import type { ChannelKind } from "@/lib/contract/channels";
import type { AlertState } from "@/lib/domain/alerts/alert-state";
import { minutesText, speedsText } from "@/lib/domain/alerts/describe-measure";
import type { RuleKind, Severity } from "@/lib/domain/alerts/rule-kinds";
import { displayUsd, formatMs } from "@/lib/domain/format";

export const STATE_LABELS: Readonly<Record<AlertState, string>> = {
  pending: "Pending",
  firing: "Firing",
  silenced: "Silenced",
  no_data: "No data",
  resolved: "Resolved",
};
export const STATE_TONES: Readonly<Record<AlertState, Tone>> = {
  pending: "warn",
  firing: "bad",
  silenced: "neutral",
  no_data: "neutral",
  resolved: "good",
};
export const KIND_LABELS: Readonly<Record<RuleKind, string>> = {
  burn_rate: "Error budget burns too fast",
  error_rate: "Error rate is too high",
  percentile: "Latency is too high",
  spend: "Spend is above an amount",
  budget: "A budget reaches a threshold",
  spend_anomaly: "A day costs more than expected",
  detection: "A model became slower or answers differently",
  failover: "A model fails over",
  silent_source: "A source sends nothing",
  stale_router: "A router is stale",
  retirement: "A model in use retires",
};
export const SEVERITY_LABELS: Readonly<Record<Severity, string>> = { critical: "Critical", warning: "Warning" };
export const CHANNEL_LABELS: Readonly<Record<ChannelKind, string>> = {
  webhook: "Webhook",
  slack: "Slack",
  teams: "Microsoft Teams",
  pagerduty: "PagerDuty",
  email: "E-mail",
};

/** The name of a budget; null where it is not known. */
export type BudgetNameOf = (id: number) => string | null;

/** A rule in one line: "More than 5 % of attempts fail in 15 min, for each model". */
export function describeTerms(terms: RuleTerms, budgetNameOf: BudgetNameOf): string {
  return `${conditionOf(terms, budgetNameOf)}${trafficOf(terms)}`;
}

function conditionOf(terms: RuleTerms, budgetNameOf: BudgetNameOf): string {
  switch (terms.kind) {
    case "burn_rate":
      return terms.target_percent === null
        ? `Every availability target of SLA, over ${speedsText(terms.speeds)}`
        : `Availability target ${terms.target_percent} %, over ${speedsText(terms.speeds)}`;
    case "error_rate":
      return `More than ${terms.above_percent} % of attempts fail in ${minutesText(terms.window_minutes)}`;
    case "percentile": {
      const metric = terms.metric === "ttft_ms" ? "TTFT" : "duration";
      return `${terms.percentile} of ${metric} above ${formatMs(terms.above_ms)} in ${minutesText(terms.window_minutes)}`;
    }
    case "spend": {
      const of = terms.value === null ? "" : ` for ${terms.dimension} ${terms.value}`;
      return `More than ${displayUsd(terms.above_usd)} in ${minutesText(terms.window_hours * 60)}${of}`;
    }
    case "budget":
      if (terms.budget_id === null) return "Any budget";
      return `Budget ${budgetNameOf(terms.budget_id) ?? terms.budget_id}`;
    case "spend_anomaly":
      return `Days in ${terms.tz}`;
    case "detection":
      return "A slowdown or a swap was found and lasts";
    case "failover":
      return `At least ${terms.at_least} in ${minutesText(terms.window_minutes)}`;
    case "silent_source":
      return `Nothing for ${minutesText(terms.silent_minutes)}`;
    case "stale_router":
      return terms.with_behind ? "Silent, or on an older bundle" : "Silent";
    case "retirement":
      return `Within ${terms.within_days} days`;
  }
}

function trafficOf(terms: RuleTerms): string {
  const names = "scope" in terms ? Object.values(terms.scope).flat() : [];
  const by = "by" in terms && terms.by.length > 0 ? `, for each ${terms.by.join(" and ")}` : "";
  return `${names.length === 0 ? "" : `; only ${names.join(", ")}`}${by}`;
}

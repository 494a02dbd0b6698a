import type { Tone } from "@/components/ui/tone";
import type { RuleTerms } from "@/lib/contract/alert-rules";
import type { ChannelKind } from "@/lib/contract/channels";
import type { AlertState } from "@/lib/domain/alerts/alert-state";
import { minutesText, speedsText } from "@/lib/domain/alerts/describe-measure";
import type { RuleKind, Severity } from "@/lib/domain/alerts/rule-kinds";
import { DIMENSION_NAMES } from "@/lib/domain/dimension-names";
import { displayUsd, formatMs } from "@/lib/domain/format";
import { type Message, message, t } from "@/lib/messages/translate";

export const STATE_LABELS: Readonly<Record<AlertState, Message>> = {
  pending: message("Pending"),
  firing: message("Firing"),
  silenced: message("Silenced"),
  no_data: message("No data"),
  resolved: message("Resolved"),
};
export const STATE_TONES: Readonly<Record<AlertState, Tone>> = {
  pending: "warn",
  firing: "bad",
  silenced: "neutral",
  no_data: "neutral",
  resolved: "good",
};
export const KIND_LABELS: Readonly<Record<RuleKind, Message>> = {
  burn_rate: message("Error budget burns too fast"),
  error_rate: message("Error rate is too high"),
  percentile: message("Latency is too high"),
  spend: message("Spend is above an amount"),
  budget: message("A budget reaches a threshold"),
  spend_anomaly: message("A day costs more than expected"),
  detection: message("A model became slower or answers differently"),
  failover: message("A model fails over"),
  silent_source: message("A source sends nothing"),
  stale_router: message("A router is stale"),
  retirement: message("A model in use retires"),
};
export const SEVERITY_LABELS: Readonly<Record<Severity, Message>> = {
  critical: message("Critical"),
  warning: message("Warning"),
};
export const CHANNEL_LABELS: Readonly<Record<ChannelKind, Message>> = {
  webhook: message("Webhook"),
  slack: message("Slack"),
  teams: message("Microsoft Teams"),
  pagerduty: message("PagerDuty"),
  email: message("E-mail"),
};

/** The name of a budget; null where it is not known. */
export type BudgetNameOf = (id: number) => string | null;

/** A rule in one line: "More than 5 % of attempts fail in 15 min, for each model". */
export function describeTerms(terms: RuleTerms, budgetNameOf: BudgetNameOf): string {
  const condition = conditionOf(terms, budgetNameOf);
  const names = ("scope" in terms ? Object.values(terms.scope).flat() : []).join(", ");
  const by = "by" in terms ? listText(terms.by.map((name) => t(DIMENSION_NAMES[name]))) : "";
  if (names === "") return by === "" ? condition : t("{condition}, for each {by}", { condition, by });
  if (by === "") return t("{condition}; only {names}", { condition, names });
  return t("{condition}; only {names}, for each {by}", { condition, names, by });
}

/** "model and region"; empty of none. */
function listText(names: readonly string[]): string {
  return names.reduce((list, name) => (list === "" ? name : t("{list} and {name}", { list, name })), "");
}

function conditionOf(terms: RuleTerms, budgetNameOf: BudgetNameOf): string {
  switch (terms.kind) {
    case "burn_rate": {
      const speeds = speedsText(terms.speeds);
      if (terms.target_percent === null) return t("Every availability target of SLA, over {speeds}", { speeds });
      return t("Availability target {percent} %, over {speeds}", { percent: terms.target_percent, speeds });
    }
    case "error_rate":
      return t("More than {percent} % of attempts fail in {window}", {
        ...{ percent: terms.above_percent, window: minutesText(terms.window_minutes) },
      });
    case "percentile":
      return t("{percentile} of {metric, select, ttft_ms {TTFT} other {duration}} above {limit} in {window}", {
        ...{ percentile: terms.percentile, metric: terms.metric },
        ...{ limit: formatMs(terms.above_ms), window: minutesText(terms.window_minutes) },
      });
    case "spend": {
      const { dimension, value } = terms;
      const limit = { amount: displayUsd(terms.above_usd), window: minutesText(terms.window_hours * 60) };
      if (dimension === null || value === null) return t("More than {amount} in {window}", limit);
      return t("More than {amount} in {window} for {dimension} {value}", {
        ...{ ...limit, dimension: t(DIMENSION_NAMES[dimension]), value },
      });
    }
    case "budget":
      if (terms.budget_id === null) return t("Any budget");
      return t("Budget {name}", { name: budgetNameOf(terms.budget_id) ?? terms.budget_id });
    case "spend_anomaly":
      return t("Days in {tz}", { tz: terms.tz });
    case "detection":
      return t("A slowdown or a swap was found and lasts");
    case "failover":
      return t("At least {count} in {window}", { count: terms.at_least, window: minutesText(terms.window_minutes) });
    case "silent_source":
      return t("Nothing for {duration}", { duration: minutesText(terms.silent_minutes) });
    case "stale_router":
      return terms.with_behind ? t("Silent, or on an older bundle") : t("Silent");
    case "retirement":
      return t("Within {count} days", { count: terms.within_days });
  }
}

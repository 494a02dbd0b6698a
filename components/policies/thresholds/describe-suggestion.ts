import { formatMs, formatWhole } from "@/lib/domain/format";
import type { Suggestion } from "@/lib/domain/thresholds/suggest-thresholds";
import type { ThresholdChange } from "@/lib/domain/thresholds/threshold-candidates";
import { message, t } from "@/lib/messages/translate";
import { draftLabel } from "../draft/draft-labels";

/** How often a healthy model may be avoided by mistake, as a user asks for it. */
export const ALARM_GOALS = [
  { value: "day", label: message("one a day"), perDay: 1 },
  { value: "week", label: message("one a week"), perDay: 1 / 7 },
  { value: "month", label: message("one a month"), perDay: 1 / 30 },
] as const;
export type AlarmGoal = (typeof ALARM_GOALS)[number]["value"];

/** What a suggestion changed in the form, or why it changed nothing. */
export function describeSuggestion(suggestion: Suggestion, goal: AlarmGoal, before: Required<ThresholdChange>): string {
  const often = ALARM_GOALS.find(({ value }) => value === goal)?.label;
  const wanted = t("at most {often} in every region", { often: often ? t(often) : "" });
  if (suggestion.status === "unchanged") return t("Nothing to change: false alarms are {wanted} already.", { wanted });
  if (suggestion.status === "too_quiet") {
    return t(
      "Nothing changed: false alarms are {wanted} already, but in most hours even a one-hour window holds too few requests to decide.",
      { wanted },
    );
  }
  if (suggestion.status === "found") {
    const changed = t("Changed {changes}: {wanted}.", { changes: describeChanges(suggestion.change, before), wanted });
    return suggestion.wakes
      ? `${changed} ${t("Before, most hours had too few requests in a window to decide.")}`
      : changed;
  }
  if (suggestion.because === "errors") {
    return t(
      "Not reachable by failures or a wider window: an outage of 5 % would hide among the failures of healthy hours. Raise the max error rate, or look at the model.",
    );
  }
  const limit = suggestion.latencyLimitMs;
  const slow = t("Not reachable by failures or a wider window: too many healthy answers are above the latency limit.");
  return limit === null
    ? slow
    : `${slow} ${t("With the present window it takes a max latency of {limit}.", { limit: formatMs(limit) })}`;
}

function describeChanges(change: ThresholdChange, before: Required<ThresholdChange>): string {
  const fields = ["min_failures", "window_requests", "window_seconds", "min_requests"] as const;
  return fields
    .flatMap((field) => {
      const value = change[field];
      return value === undefined ? [] : [`${draftLabel(field)} ${formatWhole(before[field])} → ${formatWhole(value)}`];
    })
    .join(", ");
}

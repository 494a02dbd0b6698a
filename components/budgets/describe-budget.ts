import { dayText } from "@/components/charts/time-labels";
import type { Tone } from "@/components/ui/tone";
import type { Budget, BudgetAlert, BudgetWithStatus } from "@/lib/contract/budgets";
import type { BudgetThreshold } from "@/lib/domain/budgets/budget-threshold";
import { displayMoney, displayUsd } from "@/lib/domain/format";
import { zoneOffsetMs } from "@/lib/domain/time/time-zone";
import { type Message, message, t } from "@/lib/messages/translate";

export const SCOPE_LABELS: Record<NonNullable<Budget["dimension"]> | "all", Message> = {
  all: message("All spend"),
  team: message("Team"),
  app: message("App"),
  tier: message("Tier"),
  model: message("Model"),
  key: message("Key"),
};

export const PERIOD_LABELS: Record<Budget["period"], Message> = {
  week: message("Week"),
  month: message("Month"),
  quarter: message("Quarter"),
};

/** "Team search", "All spend". */
export function describeScope({ dimension, value }: Pick<Budget, "dimension" | "value">): string {
  return dimension === null ? t(SCOPE_LABELS.all) : `${t(SCOPE_LABELS[dimension])} ${value ?? ""}`;
}

/** A share of the amount in whole percent, rounded down: what is not used up never reads as 100 %. */
function sharePercent(share: number): string {
  const percent = Math.floor(share * 100 + 1e-9);
  return share > 0 && percent === 0 ? "<1 %" : `${percent} %`;
}

/** How a budget stands, in words: "62 % used, at this rate used up on Nov 24". */
export function describeStanding({ amount, currency, status, status_reason }: BudgetWithStatus): {
  text: string;
  tone: Tone;
} {
  if (status === null)
    return { text: t("Not known: {reason}", { reason: status_reason ?? t("no answer") }), tone: "neutral" };
  const percent = sharePercent(status.spent_share);
  const isPartial = status.unconverted.dates.length > 0;
  const used = isPartial ? t("At least {percent} used", { percent }) : t("{percent} used", { percent });
  const day = status.exhausted_on && dayText(Date.parse(status.exhausted_on));
  if (status.spent_share >= 1)
    return { text: t("{used}: used up on {day}", { used, day: day ?? t("its first day") }), tone: "bad" };
  if (day) return { text: t("{used}, at this rate used up on {day}", { used, day }), tone: "warn" };
  if (status.projected_share === null) return { text: t("{used}, too early to project", { used }), tone: "neutral" };
  return {
    text: t("{used}, at this rate {percent} of {amount}", {
      used,
      percent: sharePercent(status.projected_share),
      amount: displayMoney(amount, currency),
    }),
    tone: "good",
  };
}

/** "80 % of the amount spent", "100 % projected". */
function describeThreshold({ percent, of }: BudgetThreshold): string {
  return of === "spent" ? t("{percent} % spent", { percent }) : t("{percent} % projected", { percent });
}

/** What was reached, with the money it was reached by. */
export function describeAlert({ threshold, amount, currency, spent, projected }: BudgetAlert): string {
  const sum = displayMoney(threshold.of === "spent" ? spent : projected, currency);
  return t("{threshold}: {sum} of {amount}", {
    threshold: describeThreshold(threshold),
    sum,
    amount: displayMoney(amount, currency),
  });
}

/** "No rate for CNY on Nov 29: $3.20 of Nov 29 is not in what is spent; …"; null where everything is. */
export function describeUnconverted({
  dimension,
  currency,
  status,
}: Pick<BudgetWithStatus, "dimension" | "currency" | "status">): string | null {
  if (status === null || status.unconverted.dates.length === 0) return null;
  const { dates, without_rate, cost_usd } = status.unconverted;
  const values = { currency, without: namedDays(without_rate), cost: displayUsd(cost_usd), days: namedDays(dates) };
  return dimension === null && status.capacity !== null
    ? t(
        "No rate for {currency} on {without}: {cost} of {days} is not in what is spent; the projection expects ordinary days and what reserved capacity costs at the last rate.",
        values,
      )
    : t(
        "No rate for {currency} on {without}: {cost} of {days} is not in what is spent; the projection expects ordinary days.",
        values,
      );
}

/** What of a budget reserved capacity is, or that it is in no team's; null where none was reserved. */
export function describeCapacity(budget: Pick<BudgetWithStatus, "dimension" | "currency" | "status">): string | null {
  const { dimension, currency, status } = budget;
  if (status === null) return null;
  if (!status.is_capacity_shared) {
    return t(
      "Counted by the token: reserved capacity is not shared out by {dimension, select, team {team} app {app} tier {tier} model {model} key {key} other {name}}.",
      { dimension: dimension ?? "name" },
    );
  }
  return status.capacity === null
    ? null
    : t("Includes {capacity} of reserved capacity, due whether it is used or not.", {
        capacity: displayMoney(status.capacity, currency),
      });
}

/** "Nov 29", "Nov 29 and Nov 30", "Nov 2 and 7 more days". */
function namedDays(dates: readonly string[]): string {
  const [first = "", second] = dates.map((date) => dayText(Date.parse(date)));
  if (dates.length > 2) return t("{first} and {count} more days", { first, count: dates.length - 1 });
  return second === undefined ? first : t("{first} and {second}", { first, second });
}

/** The local dates of a period, the last one included: "Nov 1 to Nov 30". */
export function describeDates({ from, to }: { from: string; to: string }, zone: string): string {
  const dayOf = (at: number) => dayText(at + zoneOffsetMs(at, zone));
  return t("{first} to {last}", { first: dayOf(Date.parse(from)), last: dayOf(Date.parse(to) - 1) });
}

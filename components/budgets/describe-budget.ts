import { dayText } from "@/components/charts/time-labels";
import type { Tone } from "@/components/ui/tone";
import type { Budget, BudgetAlert, BudgetWithStatus } from "@/lib/contract/budgets";
import type { BudgetThreshold } from "@/lib/domain/budgets/budget-threshold";
import { displayMoney, displayUsd } from "@/lib/domain/format";
import { zoneOffsetMs } from "@/lib/domain/time/time-zone";

export const SCOPE_LABELS: Record<NonNullable<Budget["dimension"]> | "all", string> = {
  all: "All spend",
  team: "Team",
  app: "App",
  tier: "Tier",
  model: "Model",
  key: "Key",
};

export const PERIOD_LABELS: Record<Budget["period"], string> = { week: "Week", month: "Month", quarter: "Quarter" };

/** "Team search", "All spend". */
export function describeScope({ dimension, value }: Pick<Budget, "dimension" | "value">): string {
  return dimension === null ? SCOPE_LABELS.all : `${SCOPE_LABELS[dimension]} ${value ?? ""}`;
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
  if (status === null) return { text: `Not known: ${status_reason ?? "no answer"}`, tone: "neutral" };
  const isPartial = status.unconverted.dates.length > 0;
  const used = `${isPartial ? "At least " : ""}${sharePercent(status.spent_share)} used`;
  const on = status.exhausted_on && dayText(Date.parse(status.exhausted_on));
  if (status.spent_share >= 1) return { text: `${used}: used up on ${on ?? "its first day"}`, tone: "bad" };
  if (on) return { text: `${used}, at this rate used up on ${on}`, tone: "warn" };
  if (status.projected_share === null) return { text: `${used}, too early to project`, tone: "neutral" };
  return {
    text: `${used}, at this rate ${sharePercent(status.projected_share)} of ${displayMoney(amount, currency)}`,
    tone: "good",
  };
}

/** "80 % of the amount spent", "100 % projected". */
function describeThreshold({ percent, of }: BudgetThreshold): string {
  return of === "spent" ? `${percent} % spent` : `${percent} % projected`;
}

/** What was reached, with the money it was reached by. */
export function describeAlert({ threshold, amount, currency, spent, projected }: BudgetAlert): string {
  const sum = displayMoney(threshold.of === "spent" ? spent : projected, currency);
  return `${describeThreshold(threshold)}: ${sum} of ${displayMoney(amount, currency)}`;
}

/** "No rate for CNY on Nov 29: $3.20 of Nov 29 is not in what is spent; …"; null where everything is. */
export function describeUnconverted({
  dimension,
  currency,
  status,
}: Pick<BudgetWithStatus, "dimension" | "currency" | "status">): string | null {
  if (status === null || status.unconverted.dates.length === 0) return null;
  const { dates, without_rate, cost_usd } = status.unconverted;
  const cost = `${displayUsd(cost_usd)} of ${namedDays(dates)}`;
  const reserved =
    dimension === null && status.capacity !== null ? " and what reserved capacity costs at the last rate" : "";
  return `No rate for ${currency} on ${namedDays(without_rate)}: ${cost} is not in what is spent; the projection expects ordinary days${reserved}.`;
}

/** What of a budget reserved capacity is, or that it is in no team's; null where none was reserved. */
export function describeCapacity(budget: Pick<BudgetWithStatus, "dimension" | "currency" | "status">): string | null {
  const { dimension, currency, status } = budget;
  if (status === null) return null;
  if (!status.is_capacity_shared) {
    return `Counted by the token: reserved capacity is not shared out by ${dimension ?? "name"}.`;
  }
  return status.capacity === null
    ? null
    : `Includes ${displayMoney(status.capacity, currency)} of reserved capacity, due whether it is used or not.`;
}

/** "Nov 29", "Nov 29 and Nov 30", "Nov 2 and 7 more days". */
function namedDays(dates: readonly string[]): string {
  const [first, second] = dates.map((date) => dayText(Date.parse(date)));
  if (dates.length > 2) return `${first} and ${dates.length - 1} more days`;
  return second === undefined ? (first ?? "") : `${first} and ${second}`;
}

/** The local dates of a period, the last one included: "Nov 1 to Nov 30". */
export function describeDates({ from, to }: { from: string; to: string }, zone: string): string {
  const dayOf = (at: number) => dayText(at + zoneOffsetMs(at, zone));
  return `${dayOf(Date.parse(from))} to ${dayOf(Date.parse(to) - 1)}`;
}

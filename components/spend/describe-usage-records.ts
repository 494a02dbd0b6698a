import type { UsageSpend } from "@/lib/contract/spend";
import { displayUsd, formatWhole, UNKNOWN_TEXT } from "@/lib/domain/format";

/** What of the spend comes from usage records, and what of them is not in it, in a line each. */
export function describeUsageRecords(usage: UsageSpend): string[] {
  const { records, attempts_cost_usd, list_price_usd, unpriced, other_currencies, covered, split } = usage;
  const lines = [`${count(records, "record")}; ${displayUsd(attempts_cost_usd)} from attempts`];
  if (list_price_usd !== null && list_price_usd !== "0")
    lines.push(`${displayUsd(list_price_usd)} of it at list price`);
  if (covered.records > 0) {
    lines.push(`${displayUsd(covered.cost_usd)} left out: attempts cover ${count(covered.records, "record")}`);
  }
  if (unpriced > 0) {
    const other = other_currencies.map(({ cost, currency }) => `${cost} ${currency}`).join(", ");
    lines.push(`${count(unpriced, "record")} without a cost in USD${other === "" ? "" : `: ${other}`}`);
  }
  if (split > 0)
    lines.push(`${count(split, "record")} of a UTC day, counted whole in the local day or window of its noon`);
  return lines;
}

/** The same of a row, in a few letters. */
export function describeUsageCell(usage: UsageSpend | undefined): string {
  if (!usage) return UNKNOWN_TEXT;
  const { cost_usd, records, covered } = usage;
  const counted = records === 0 ? UNKNOWN_TEXT : cost_usd === null ? "unpriced" : displayUsd(cost_usd);
  return covered.records === 0 ? counted : `${counted} (${displayUsd(covered.cost_usd)} covered)`;
}

function count(n: number, noun: string): string {
  return `${formatWhole(n)} ${noun}${n === 1 ? "" : "s"}`;
}

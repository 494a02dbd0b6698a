import type { Tone } from "@/components/ui/tone";
import type { Capacity } from "@/lib/contract/capacity";
import type { BreakEvenAnswer } from "@/lib/contract/capacity-use";
import type { Commitment, Discount } from "@/lib/contract/discounts";
import type { CapacityKind } from "@/lib/domain/capacity/capacity-price";
import { displayUsd, formatCount, formatWhole } from "@/lib/domain/format";
import type { DiscountBucket } from "@/lib/domain/pricing/discount-rule";
import { parseUsd } from "@/lib/domain/pricing/usd";

export const KIND_LABELS: Record<CapacityKind, { label: string; unit: string; per: string }> = {
  ptu_hour: { label: "Provisioned throughput, by the hour", unit: "PTU", per: "hour" },
  gpu_hour: { label: "GPU, by the hour", unit: "GPU", per: "hour" },
  plan_month: { label: "Plan, by the month", unit: "plan", per: "month" },
};

export const BUCKET_LABELS: Record<DiscountBucket, string> = {
  input: "Input",
  cached_input: "Cached input",
  cache_write: "Cache writes",
  output: "Output",
  fees: "Fees",
};

/** "50 PTU at $1.00 an hour each; one takes 2.5M tokens an hour". */
export function describeTerms({ kind, units, amount, currency, tokens_per_unit }: Capacity): string {
  const { unit, per } = KIND_LABELS[kind];
  const price = currency === "USD" ? displayUsd(amount) : `${amount} ${currency}`;
  const article = per === "hour" ? "an" : "a";
  const many = unit === "plan" && units !== 1 ? "plans" : unit;
  const terms = `${formatWhole(units)} ${many} at ${price} ${article} ${per} each`;
  return tokens_per_unit === null
    ? terms
    : `${terms}; one takes ${formatCount(tokens_per_unit)} tokens ${article} ${per}`;
}

/** "azure · gpt-4o* · eu-*", "openai · every model". */
export function describeServed({
  provider,
  models,
  region,
}: Pick<Discount, "provider" | "models"> & { region?: string | null }): string {
  return [provider, models.length === 0 ? "every model" : models.join(", "), region].filter(Boolean).join(" · ");
}

/** A share in whole percent. What does not reach another one must not read as if it did, so that they are rounded apart. */
function percent(share: number, round: (value: number) => number): string {
  return `${round(share * 100 + (round === Math.floor ? 1e-7 : -1e-7))} %`;
}

/** "Busy 21 % of reserved hours, pays from 34 %". */
export function describeBreakEven(found: BreakEvenAnswer | null): { text: string; tone: Tone } {
  if (found === null || found.busy_share === null) return { text: "No whole hour of it yet", tone: "neutral" };
  const busy = `Busy ${percent(found.busy_share, Math.floor)} of reserved hours`;
  const { pays_from_share: from, pays } = found;
  if (from === null) {
    const why = found.busy_hours === 0 ? "not used" : "no token price to compare with";
    return { text: `${busy}, ${why}`, tone: found.busy_hours === 0 ? "bad" : "neutral" };
  }
  const point = from > 1 ? "does not pay even if all hours were as busy" : `pays from ${percent(from, Math.ceil)}`;
  return { text: `${busy}, ${point}`, tone: pays ? "good" : "warn" };
}

/** "$3,285 a month by the token, $21,900 as capacity: $18,615 more"; null where that is not known. */
export function describeMonth({ month }: BreakEvenAnswer): string | null {
  if (month === null) return null;
  const difference = parseUsd(month.difference_usd) ?? 0n;
  const size = displayUsd(month.difference_usd.replace("-", ""));
  const both = `${displayUsd(month.token_usd)} a month by the token, ${displayUsd(month.capacity_usd)} as capacity`;
  return `${both}: ${difference === 0n ? "the same" : `${size} ${difference > 0n ? "more" : "less"}`}`;
}

/** "at this rate $60,000.00 of $100,000.00: $40,000.00 would be paid unused". */
export function describeCommitment(standing: Commitment): { text: string; tone: Tone } {
  const { spent_usd, projected_usd, shortfall_usd, rebate_usd, commit_usd } = standing;
  if (spent_usd === null) return { text: "What was used has no price", tone: "neutral" };
  if (projected_usd === null || shortfall_usd === null) return { text: "Too early to project", tone: "neutral" };
  const rate = `At this rate ${displayUsd(projected_usd)} of ${displayUsd(commit_usd)}`;
  if (shortfall_usd !== "0")
    return { text: `${rate}: ${displayUsd(shortfall_usd)} would be paid unused`, tone: "warn" };
  const rebate = rebate_usd !== null && rebate_usd !== "0" ? `, ${displayUsd(rebate_usd)} comes back` : "";
  return { text: `${rate}${rebate}`, tone: "good" };
}

import type { Tone } from "@/components/ui/tone";
import type { Capacity } from "@/lib/contract/capacity";
import type { BreakEvenAnswer } from "@/lib/contract/capacity-use";
import type { Commitment, Discount } from "@/lib/contract/discounts";
import type { CapacityKind } from "@/lib/domain/capacity/capacity-price";
import { displayUsd, formatCount, formatInstant, formatWhole } from "@/lib/domain/format";
import type { DiscountBucket } from "@/lib/domain/pricing/discount-rule";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { type Message, message, t } from "@/lib/messages/translate";

export const KIND_LABELS: Record<CapacityKind, Message> = {
  ptu_hour: message("Provisioned throughput, by the hour"),
  gpu_hour: message("GPU, by the hour"),
  plan_month: message("Plan, by the month"),
};

const HOURLY_UNITS = { ptu_hour: "PTU", gpu_hour: "GPU" };

export const BUCKET_LABELS: Record<DiscountBucket, Message> = {
  input: message("Input"),
  cached_input: message("Cached input"),
  cache_write: message("Cache writes"),
  output: message("Output"),
  fees: message("Fees"),
};

/** "50 PTU at $1.00 an hour each; one takes 2.5M tokens an hour". */
export function describeTerms({ kind, units, amount, currency, tokens_per_unit }: Capacity): string {
  const price = currency === "USD" ? displayUsd(amount) : `${amount} ${currency}`;
  const terms =
    kind === "plan_month"
      ? t("{units, plural, one {# plan} other {# plans}} at {price} a month each", { units, price })
      : t("{units} {unit} at {price} an hour each", { units: formatWhole(units), unit: HOURLY_UNITS[kind], price });
  if (tokens_per_unit === null) return terms;
  const tokens = formatCount(tokens_per_unit);
  return kind === "plan_month"
    ? t("{terms}; one takes {tokens} tokens a month", { terms, tokens })
    : t("{terms}; one takes {tokens} tokens an hour", { terms, tokens });
}

/** "from 2026-12-01 00:00 UTC until 2027-01-01 00:00 UTC". */
export function describeValidity(
  { valid_from, valid_to }: { valid_from: string; valid_to: string | null },
  zone: string,
): string {
  const from = formatInstant(valid_from, zone, "minute");
  return valid_to === null
    ? t("from {from}", { from })
    : t("from {from} until {to}", { from, to: formatInstant(valid_to, zone, "minute") });
}

/** "azure · gpt-4o* · eu-*", "openai · every model". */
export function describeServed({
  provider,
  models,
  region,
}: Pick<Discount, "provider" | "models"> & { region?: string | null }): string {
  return [provider, models.length === 0 ? t("every model") : models.join(", "), region].filter(Boolean).join(" · ");
}

/** A share in whole percent. What does not reach another one must not read as if it did, so that they are rounded apart. */
function percent(share: number, round: (value: number) => number): string {
  return `${round(share * 100 + (round === Math.floor ? 1e-7 : -1e-7))} %`;
}

/** "Busy 21 % of reserved hours, pays from 34 %". */
export function describeBreakEven(found: BreakEvenAnswer | null): { text: string; tone: Tone } {
  if (found === null || found.busy_share === null) return { text: t("No whole hour of it yet"), tone: "neutral" };
  const busy = percent(found.busy_share, Math.floor);
  const { pays_from_share: from, pays } = found;
  if (from === null) {
    return found.busy_hours === 0
      ? { text: t("Busy {busy} of reserved hours, not used", { busy }), tone: "bad" }
      : { text: t("Busy {busy} of reserved hours, no token price to compare with", { busy }), tone: "neutral" };
  }
  const text =
    from > 1
      ? t("Busy {busy} of reserved hours, does not pay even if all hours were as busy", { busy })
      : t("Busy {busy} of reserved hours, pays from {from}", { busy, from: percent(from, Math.ceil) });
  return { text, tone: pays ? "good" : "warn" };
}

/** "$3,285 a month by the token, $21,900 as capacity: $18,615 more"; null where that is not known. */
export function describeMonth({ month }: BreakEvenAnswer): string | null {
  if (month === null) return null;
  const difference = parseUsd(month.difference_usd) ?? 0n;
  return t(
    "{token} a month by the token, {capacity} as capacity: {sign, select, more {{size} more} less {{size} less} other {the same}}",
    {
      token: displayUsd(month.token_usd),
      capacity: displayUsd(month.capacity_usd),
      sign: difference > 0n ? "more" : difference < 0n ? "less" : "same",
      size: displayUsd(month.difference_usd.replace("-", "")),
    },
  );
}

/** "at this rate $60,000.00 of $100,000.00: $40,000.00 would be paid unused". */
export function describeCommitment(standing: Commitment): { text: string; tone: Tone } {
  const { spent_usd, projected_usd, shortfall_usd, rebate_usd, commit_usd } = standing;
  if (spent_usd === null) return { text: t("What was used has no price"), tone: "neutral" };
  if (projected_usd === null || shortfall_usd === null) return { text: t("Too early to project"), tone: "neutral" };
  const sums = { projected: displayUsd(projected_usd), commit: displayUsd(commit_usd) };
  if (shortfall_usd !== "0") {
    const shortfall = displayUsd(shortfall_usd);
    const text = t("At this rate {projected} of {commit}: {shortfall} would be paid unused", { ...sums, shortfall });
    return { text, tone: "warn" };
  }
  const hasRebate = rebate_usd !== null && rebate_usd !== "0";
  const text = hasRebate
    ? t("At this rate {projected} of {commit}, {rebate} comes back", { ...sums, rebate: displayUsd(rebate_usd) })
    : t("At this rate {projected} of {commit}", sums);
  return { text, tone: "good" };
}

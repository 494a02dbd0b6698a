import type { PriceVersion } from "@/lib/contract/prices";
import { displayPrice, UNKNOWN_TEXT } from "@/lib/domain/format";
import { type Message, message, t } from "@/lib/messages/translate";
import { BUCKET_NAMES, BUCKETS, conditionsKey, describeFees, describeSteps } from "./describe-price";

/** A stretch of time in which one version is the one that counts; without an end where `to` is null. */
export type PriceSpan = { from: number; to: number | null; price: PriceVersion };

const ms = (instant: string) => Date.parse(instant);
const endOf = ({ valid_to }: PriceVersion) => (valid_to === null ? Number.POSITIVE_INFINITY : ms(valid_to));

/** Which of some versions under the same conditions counts at an instant: the latest to begin, then the last stored. */
export function countingVersion(versions: readonly PriceVersion[], at: number): PriceVersion | null {
  let found: PriceVersion | null = null;
  for (const price of versions) {
    if (ms(price.valid_from) > at || endOf(price) <= at) continue;
    const isLater =
      found === null ||
      ms(price.valid_from) > ms(found.valid_from) ||
      (price.valid_from === found.valid_from && price.id > found.id);
    if (isLater) found = price;
  }
  return found;
}

/** The history of versions under the same conditions: which of them counted when, oldest first; a time without one is left out. */
export function priceSpans(versions: readonly PriceVersion[]): PriceSpan[] {
  const marks = new Set(versions.flatMap((price) => [ms(price.valid_from), endOf(price)]));
  const ordered = [...marks].sort((a, b) => a - b);
  const spans: PriceSpan[] = [];
  for (const [place, from] of ordered.entries()) {
    const price = countingVersion(versions, from);
    const next = ordered[place + 1];
    if (price === null) continue;
    const to = next === undefined || next === Number.POSITIVE_INFINITY ? null : next;
    const last = spans.at(-1);
    if (last?.price === price && last.to === from) last.to = to;
    else spans.push({ from, to, price });
  }
  return spans;
}

/** Versions by what they are conditioned on, each group newest first, the group with the newest version first. */
export function groupByConditions(versions: readonly PriceVersion[]): Map<string, PriceVersion[]> {
  const groups = new Map<string, PriceVersion[]>();
  const newestFirst = [...versions].sort((a, b) => ms(b.valid_from) - ms(a.valid_from) || b.id - a.id);
  for (const price of newestFirst) {
    const key = conditionsKey(price);
    groups.set(key, [...(groups.get(key) ?? []), price]);
  }
  return groups;
}

/** The version without an end under the same conditions as another; null where there is none. */
export function openVersion(versions: readonly PriceVersion[], key: string): PriceVersion | null {
  const open = versions.filter((price) => price.valid_to === null && conditionsKey(price) === key);
  return open.toSorted((a, b) => a.id - b.id).at(-1) ?? null;
}

export type TermChange = { label: string; before: string; after: string };

/** What differs between a version and the one before it, term by term; all of the first one. */
export function changesBetween(before: PriceVersion | null, after: PriceVersion): TermChange[] {
  const old = before && termsOf(before);
  return termsOf(after).flatMap(({ label, text, isSet }, place) => {
    const was = old?.[place]?.text ?? UNKNOWN_TEXT;
    const isChange = old === null ? isSet : was !== text;
    return isChange ? [{ label, before: was, after: text }] : [];
  });
}

/** What a price says term by term, in the same order of each; and whether it says it itself. */
function termsOf(price: PriceVersion): { label: string; text: string; isSet: boolean }[] {
  const term = (label: Message, own: string, unset: Message | null) => {
    return { label: t(label), text: own === "" && unset ? t(unset) : own, isSet: own !== "" };
  };
  return [
    ...BUCKET_NAMES.map((name) => {
      const amount = price.rates[name];
      return term(
        BUCKETS[name].label,
        amount === null ? "" : displayPrice(amount, price.currency),
        BUCKETS[name].unset,
      );
    }),
    term(message("Graduated input"), describeSteps(price), message("none")),
    term(message("Fees"), describeFees(price), message("none")),
  ];
}

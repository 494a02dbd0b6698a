import { conditionsKey, describeDiscount, describeTerms } from "@/components/prices/describe-price";
import { pairKey } from "@/components/prices/price-rows";
import { countingVersion, groupByConditions } from "@/components/prices/version-history";
import type { DiscountedPriceVersion, PriceVersion } from "@/lib/contract/prices";
import { groupBy } from "@/lib/domain/group-by";
import { parseUsd } from "@/lib/domain/pricing/usd";

/** An amount for a million tokens: null where it is not sold; what it was before, and how much that is of a change. */
export type PriceAmount = { amount: string | null; before: string | null; change: number | null };

/** A version of a price, or what a discount made of one. */
export type PriceHistoryRow = {
  key: string;
  provider: string;
  /** The name it is stored under, where that is an alias of the model. */
  alias: string | null;
  /** Where Prices shows it. */
  href: string;
  kind: "list" | "contract" | "discounted";
  terms: string;
  currency: string;
  validFrom: string;
  validTo: string | null;
  isActive: boolean;
  input: PriceAmount;
  output: PriceAmount;
  /** How input and output differ from the list price at the time; null of list prices, and where there is none in that currency. */
  againstList: { input: number | null; output: number | null } | null;
  by: string | null;
  why: string | null;
  source: string;
};

type History = { prices: readonly PriceVersion[]; discounted: readonly DiscountedPriceVersion[] };

/** All that a model cost and will cost, under which conditions and by whose word; the newest first. */
export function preparePriceHistory(
  { prices, discounted }: History,
  { model, now }: { model: string; now: number },
): PriceHistoryRow[] {
  const rows = [...groupBy(prices, pairKey).values()].flatMap((versions) => {
    const groups = groupByConditions(versions);
    return [...groups.values()].flatMap((group) =>
      group.map((price, place): PriceHistoryRow => {
        const list = price.standing === "list" ? null : listPriceOf(price, groups);
        return {
          ...common(price, model),
          key: `version ${price.id}`,
          kind: price.standing === "list" ? "list" : "contract",
          terms: describeTerms(price),
          isActive: countingVersion(group, now) === price,
          ...amountsOf(price, group[place + 1] ?? null),
          againstList: list && differenceOf(list, price),
          by: price.created_by,
          why: price.reason,
        };
      }),
    );
  });
  const byId = new Map(prices.map((price) => [price.id, price]));
  const charged = discounted.map((price): PriceHistoryRow => {
    const list = byId.get(price.list_price_id) ?? null;
    return {
      ...common(price, model),
      key: `discounted ${price.list_price_id} ${price.valid_from}`,
      kind: "discounted",
      terms: describeDiscount(price),
      isActive: isValidAt(price, now),
      ...amountsOf(price, null),
      againstList: list && differenceOf(list, price),
      by: null,
      why: price.discounts.map(({ name }) => name).join(", ") || null,
    };
  });
  return [...rows, ...charged].sort(
    (a, b) => Date.parse(b.validFrom) - Date.parse(a.validFrom) || (a.key < b.key ? 1 : -1),
  );
}

function common(price: PriceVersion, model: string) {
  return {
    provider: price.provider,
    alias: price.model === model ? null : price.model,
    href: `/prices?${new URLSearchParams({ price: pairKey(price) })}`,
    currency: price.currency,
    validFrom: price.valid_from,
    validTo: price.valid_to,
    source: price.source,
  };
}

function amountsOf({ rates, currency }: PriceVersion, before: PriceVersion | null) {
  const former = before !== null && before.currency === currency ? before.rates : null;
  return {
    input: amountOf(rates.input, former?.input ?? null),
    output: amountOf(rates.output, former?.output ?? null),
  };
}

function amountOf(amount: string | null, before: string | null): PriceAmount {
  return { amount, before, change: changeOf(before, amount) };
}

function differenceOf(list: PriceVersion, { rates, currency }: PriceVersion): PriceHistoryRow["againstList"] {
  if (list.currency !== currency) return null;
  return { input: changeOf(list.rates.input, rates.input), output: changeOf(list.rates.output, rates.output) };
}

/** The list price under otherwise the same conditions when a contract's price began. */
function listPriceOf(price: PriceVersion, groups: ReadonlyMap<string, PriceVersion[]>): PriceVersion | null {
  const own = groups.get(conditionsKey({ ...price, standing: "list" })) ?? [];
  return countingVersion(own, Date.parse(price.valid_from));
}

function changeOf(before: string | null, after: string | null): number | null {
  const [old, now] = [before === null ? null : parseUsd(before), after === null ? null : parseUsd(after)];
  if (old === null || now === null || old === 0n) return null;
  return Number(now - old) / Number(old);
}

function isValidAt({ valid_from, valid_to }: PriceVersion, at: number): boolean {
  return Date.parse(valid_from) <= at && (valid_to === null || at < Date.parse(valid_to));
}

import type { CatalogueModel } from "@/lib/contract/catalogue";
import type { DiscountedPriceVersion, PriceVersion } from "@/lib/contract/prices";
import type { SpendRow } from "@/lib/contract/spend";
import type { UnpricedRow } from "@/lib/contract/unpriced";
import { message } from "@/lib/messages/translate";
import { conditionsKey, describeTerms } from "./describe-price";
import { countingVersion } from "./version-history";

/** A price that counts now, or a model without one that traffic has. */
export type PriceRow = {
  key: string;
  provider: string;
  model: string;
  /** Null where nobody prices it. */
  price: PriceVersion | null;
  /** What is charged instead now, discounts taken off; null where none applies. */
  charged: DiscountedPriceVersion | null;
  /** The version that follows, where one is stored already. */
  next: PriceVersion | null;
  /** Of the last thirty days; null where it is not known. */
  attempts: number | null;
  retiresOn: string | null;
};

export const SHOWN = ["all", "traffic", "unpriced"] as const;
type Shown = (typeof SHOWN)[number];
export type PriceFilters = { q: string; provider: string; source: string; shown: Shown };

export type RowsInput = {
  prices: readonly PriceVersion[];
  discounted: readonly DiscountedPriceVersion[];
  unpriced: readonly UnpricedRow[] | undefined;
  traffic: readonly SpendRow[] | undefined;
  catalogue: readonly CatalogueModel[] | undefined;
  now: number;
};

export const pairKey = ({ provider, model }: { provider: string; model: string }) => `${provider}/${model}`;

/** What every model costs now under every condition, with what traffic uses but nobody prices; by model, then provider. */
export function priceRows({ prices, discounted, unpriced, traffic, catalogue, now }: RowsInput): PriceRow[] {
  const attempts = new Map<string, number>();
  for (const { provider, model, attempts: count } of traffic ?? []) {
    if (provider != null && model != null) attempts.set(pairKey({ provider, model }), count);
  }
  const retired = new Map((catalogue ?? []).map((known) => [pairKey(known), known.retires_on]));
  const factsOf = (pair: { provider: string; model: string }) => ({
    attempts: traffic === undefined ? null : (attempts.get(pairKey(pair)) ?? 0),
    retiresOn: retired.get(pairKey(pair)) ?? null,
  });

  const charged = new Map(
    discounted
      .filter(
        ({ valid_from, valid_to }) =>
          Date.parse(valid_from) <= now && (valid_to === null || now < Date.parse(valid_to)),
      )
      .map((version) => [version.list_price_id, version]),
  );
  const groups = new Map<string, PriceVersion[]>();
  for (const price of prices) {
    const key = `${pairKey(price)} ${conditionsKey(price)}`;
    const group = groups.get(key);
    if (group) group.push(price);
    else groups.set(key, [price]);
  }
  const chargedOf = (price: PriceVersion | null) => (price && charged.get(price.id)) ?? null;
  const priced = [...groups].flatMap(([key, versions]): PriceRow[] => {
    const price = countingVersion(versions, now);
    const later = versions.filter(({ valid_from }) => Date.parse(valid_from) > now);
    const next = later.toSorted((a, b) => Date.parse(a.valid_from) - Date.parse(b.valid_from))[0] ?? null;
    const of = price ?? next;
    return of
      ? [{ key, provider: of.provider, model: of.model, price, charged: chargedOf(price), next, ...factsOf(of) }]
      : [];
  });
  const known = new Set(priced.map(pairKey));
  const without = new Map(
    (unpriced ?? [])
      .filter((row) => row.reason === "no_price" && !known.has(pairKey(row)))
      .map((row) => [pairKey(row), row]),
  );
  const open = [...without].map(([key, row]): PriceRow => {
    return { key, provider: row.provider, model: row.model, price: null, charged: null, next: null, ...factsOf(row) };
  });
  return [...priced, ...open].sort((a, b) => compare(a.model, b.model) || compare(a.provider, b.provider));
}

const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

/** The rows that a search and filters leave. Words may be of the model, provider, source or conditions, in any order. */
export function filterRows(rows: readonly PriceRow[], { q, provider, source, shown }: PriceFilters): PriceRow[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const price = row.price ?? row.next;
    if (provider !== "" && row.provider !== provider) return false;
    if (source !== "" && (price === null || sourceGroup(price.source) !== source)) return false;
    if (shown === "traffic" && !row.attempts) return false;
    if (shown === "unpriced" && row.price !== null) return false;
    const text = [row.model, row.provider, price?.source, price && describeTerms(price)].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The sources that copy another model's price, of which each names its own, as one; an address names it in English. */
export const COPIED = message("another model's price");

/** What sources are filtered by. */
function sourceGroup(source: string): string {
  return source.startsWith("as ") ? COPIED.source : source;
}

/** The choices that the rows leave, each once, in order. */
export function choicesOf(rows: readonly PriceRow[]): { providers: string[]; sources: string[] } {
  const sorted = (values: Iterable<string>) => [...new Set(values)].sort();
  return {
    providers: sorted(rows.map(({ provider }) => provider)),
    sources: sorted(
      rows.flatMap(({ price, next }) => {
        const of = price ?? next;
        return of ? [sourceGroup(of.source)] : [];
      }),
    ),
  };
}

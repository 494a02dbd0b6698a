import type { MissingPrice } from "@/lib/contract/price-import";
import type { DiffedQuote } from "@/lib/domain/price-import/diff-quotes";
import { isListSource } from "@/lib/domain/price-import/list-sources";
import { type PriceQuote, pairKey } from "@/lib/domain/price-import/quote";
import { describeConditions } from "@/lib/domain/pricing/describe-conditions";
import { conditionsKey } from "@/lib/domain/pricing/price-conflict";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { t } from "@/lib/messages/translate";
import type { StoredPrice } from "./stored-price";

type Input = {
  quotes: readonly DiffedQuote[];
  quoted: readonly PriceQuote[];
  /** Epoch µs. */
  validFrom: number;
  /** Whether the list may end what people have set: a list of their own, and no public one. */
  mayEndOwn: boolean;
};

/** The list prices that hold of the list's providers and that it does not have, with why one cannot be ended by it. */
export function listMissing(
  prices: readonly StoredPrice[],
  { quotes, quoted, validFrom, mayEndOwn }: Input,
): MissingPrice[] {
  const keyOf = (price: Parameters<typeof pairKey>[0] & Parameters<typeof conditionsKey>[0]) =>
    `${pairKey(price)} ${conditionsKey(price)}`;
  const providers = new Set(quoted.map(({ provider }) => provider));
  const known = new Set([...quotes.map(({ quote }) => keyOf(quote)), ...quoted.map(keyOf)]);
  const holds = (price: StoredPrice) =>
    price.standing === "list" && price.validFrom <= validFrom && (price.validTo ?? validFrom + 1) > validFrom;
  return prices
    .filter((price) => providers.has(price.provider) && holds(price) && !known.has(keyOf(price)))
    .map((price) => ({
      ...{ id: Number(price.id), provider: price.provider, model: price.model },
      ...{ when: describeConditions(price), source: price.source },
      stays_because: reasonToStay(price, { validFrom, mayEndOwn }),
    }));
}

function reasonToStay(
  { validFrom: from, validTo, createdBy, source }: StoredPrice,
  { validFrom, mayEndOwn }: Pick<Input, "validFrom" | "mayEndOwn">,
): string | null {
  if (validTo !== null) return t("It ends at {time} already", { time: formatInstantUs(validTo) });
  if (from === validFrom) return t("It begins where it would end");
  const isOwn = createdBy !== null && !isListSource(source);
  return isOwn && !mayEndOwn
    ? t("{user} set it: end it on the Prices page, or by a CSV of one's own", { user: createdBy })
    : null;
}

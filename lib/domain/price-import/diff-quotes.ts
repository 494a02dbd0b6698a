import { t } from "@/lib/messages/translate";
import { UNKNOWN_TEXT } from "../format";
import { checkPlausibility, type PriceDoubt } from "../pricing/check-plausibility";
import type { ExchangeRates } from "../pricing/exchange-rates";
import { choosePrice, OPTIONAL_RATES, rankPrices } from "../pricing/price";
import { conditionsKey, findOverlap, isBeside } from "../pricing/price-conflict";
import { formatUsd } from "../pricing/usd";
import { formatInstantUs } from "../time/instant";
import { asksTheSame, isPlaceholder } from "./changed-terms";
import { type BookPrice, type PriceQuote, pairKey } from "./quote";

/** What becomes of a quote. A placeholder asks nothing for anything, which lists write for "free" and "unknown" alike. */
type QuoteKind = "added" | "changed" | "unchanged" | "placeholder" | "refused";

type QuoteRefusal = { field: "valid_from" | "calendar" | "currency" | "model"; message: string };

/** A quote with when it begins, epoch µs. */
type DatedQuote = PriceQuote & { validFrom: number };

export type DiffedQuote = {
  quote: DatedQuote;
  kind: QuoteKind;
  /** From when on it would hold, epoch µs. */
  startsAt: number;
  /** The version that would end there; null where there is none. */
  before: BookPrice | null;
  /** Every version that would end there. */
  closes: readonly BookPrice[];
  doubts: readonly PriceDoubt[];
  refusals: readonly QuoteRefusal[];
  /** The contract's price that counts instead of it. */
  contract: BookPrice | null;
};

export type DiffInput = {
  quotes: readonly PriceQuote[];
  /** The stored prices of the models that are quoted. */
  book: readonly BookPrice[];
  rates: ExchangeRates;
  /** Epoch µs. */
  validFrom: number;
  now: number;
  leftOut: ReadonlySet<string>;
  /** Rows that are meant as they are. */
  confirmed: ReadonlySet<string>;
  /** What the whole list makes doubt of a quote. */
  doubtOutlier: (quote: PriceQuote) => PriceDoubt | null;
  /** Whether the list may leave out fees: those of the version before stay then, and a part that it no longer prices apart is a question. */
  isPartial: boolean;
  /** Whether a user's own price may be replaced without a question. */
  mayReplaceOwn: (before: BookPrice) => boolean;
};

/**
 * What each quote would change from an instant on. The past stays as it is: a version ends where the next begins.
 *
 * Rows that are left out stand in nobody's way, and those that have ended are past. Of two that say different things of the same price the later is refused.
 */
export function diffQuotes(input: DiffInput): DiffedQuote[] {
  const byPair = new Map<string, BookPrice[]>();
  for (const price of input.book) byPair.set(pairKey(price), [...(byPair.get(pairKey(price)) ?? []), price]);
  const dated = input.quotes.map((quote) => {
    return { ...quote, validFrom: Math.max(input.validFrom, quote.validFrom ?? input.validFrom) };
  });
  const diffs = new Map<string, DiffedQuote[]>();
  return dated
    .filter(({ validFrom, validTo }) => validTo === null || validTo > validFrom)
    .sort((a, b) => a.validFrom - b.validFrom)
    .flatMap((quote) => {
      const stored = byPair.get(pairKey(quote)) ?? [];
      const beside = diffs.get(pairKey(quote)) ?? [];
      if (beside.some(({ quote: other }) => isOfSame(other, quote) && asksTheSame(other, quote))) return [];
      const diffed = diffOne(quote, { ...input, stored, beside });
      if (!input.leftOut.has(quote.row) && diffed.kind !== "placeholder") {
        diffs.set(pairKey(quote), [...beside, diffed]);
      }
      return [diffed];
    });
}

type Beside = DiffInput & { stored: readonly BookPrice[]; beside: readonly DiffedQuote[] };

function diffOne(listed: DatedQuote, input: Beside): DiffedQuote {
  const { stored, beside, rates, now } = input;
  const startsAt = listed.validFrom;
  const key = conditionsKey(listed);
  const isPreceded = beside.some(
    (other) => conditionsKey(other.quote) === key && other.startsAt < startsAt && other.kind !== "unchanged",
  );
  // What stands before is the list's own then, and what is stored ends where that begins.
  const same = stored.filter((other) => conditionsKey(other) === key && !(isPreceded && other.validFrom < startsAt));
  const [before = null] = rankPrices(same.filter((other) => isValidAt(other, startsAt)));
  const quote = input.isPartial && before ? { ...listed, feePico: { ...before.feePico, ...listed.feePico } } : listed;
  const common = { quote, startsAt, before, contract: contractOf(quote, stored), doubts: [], refusals: [], closes: [] };
  if (before && asksTheSame(before, quote)) return { ...common, kind: "unchanged" };
  if (isPlaceholder(quote) && !input.confirmed.has(quote.row)) return { ...common, kind: "placeholder" };

  const perUsd = rates.picoPerUsd(quote.currency, startsAt);
  const refusals = [
    ...refuseLater(same, quote),
    ...refuseTwin(beside, quote),
    ...refuseOverlap([...stored, ...beside.map((other) => other.quote)], quote),
  ];
  if (perUsd === null) return { ...common, refusals: [...refusals, noRate(quote)], kind: "refused" };
  if (refusals.length > 0) return { ...common, refusals, kind: "refused" };
  const outlier = input.doubtOutlier(quote);
  const doubts = [
    ...checkPlausibility(quote, { before, perUsd, now }),
    ...(outlier ? [outlier] : []),
    ...(before && input.isPartial ? doubtDropped(before, quote) : []),
    ...(before && !input.mayReplaceOwn(before) ? [replacesOwn(before)] : []),
  ];
  const closes = same.filter((other) => other.validTo === null && other.validFrom < startsAt);
  return { ...common, doubts, closes, kind: before ? "changed" : "added" };
}

/** A version that begins later, or that ends by itself, would have to be rewritten. */
function refuseLater(same: readonly BookPrice[], quote: DatedQuote): QuoteRefusal[] {
  const later = same
    .filter((other) => isBeside(other, quote))
    .find((other) => other.validFrom >= quote.validFrom || other.validTo !== null);
  if (!later) return [];
  const from = formatInstantUs(later.validFrom);
  const message =
    later.validTo === null
      ? t("Version {id} is valid from {from}: begin after it", { id: String(later.id), from })
      : t("Version {id} is valid from {from} to {to}: begin after it", {
          ...{ id: String(later.id), from, to: formatInstantUs(later.validTo) },
        });
  return [{ field: "valid_from", message }];
}

function refuseTwin(beside: readonly DiffedQuote[], quote: DatedQuote): QuoteRefusal[] {
  const twin = beside.map((other) => other.quote).find((other) => isOfSame(other, quote));
  if (!twin) return [];
  return [
    {
      field: "model",
      message: t('Row "{row}" quotes another price of the same: leave out one of them', { row: twin.row }),
    },
  ];
}

function refuseOverlap(others: readonly (BookPrice | DatedQuote)[], quote: DatedQuote): QuoteRefusal[] {
  const found = findOverlap(
    others.filter((other) => isBeside(other, quote)),
    quote,
  );
  if (!found) return [];
  const which = "row" in found ? t('row "{row}"', { row: found.row }) : t("version {id}", { id: String(found.id) });
  return [
    {
      field: "calendar",
      message: t("Shares hours with {which}, so that which of them counts is left to chance", { which }),
    },
  ];
}

function noRate({ currency, validFrom }: DatedQuote): QuoteRefusal {
  const day = formatInstantUs(validFrom).slice(0, 10);
  return {
    field: "currency",
    message: t("There is no rate of {currency} for {day}, on which it begins: add that first", { currency, day }),
  };
}

/** Parts that had a price of their own, and would be charged as their whole. */
function doubtDropped(before: BookPrice, quote: DatedQuote): PriceDoubt[] {
  return OPTIONAL_RATES.flatMap((rate) => {
    const pico = before[rate];
    if (pico === null || quote[rate] !== null) return [];
    const message = t("The list does not price it apart; before, it was {price}", { price: formatUsd(pico) });
    return [{ rate, code: `${rate}:dropped`, message, mustConfirm: true }];
  });
}

function replacesOwn({ createdBy, source, inputPicoPerM }: BookPrice): PriceDoubt {
  const message = t("Replaces what {user} set by hand ({source}, input {price})", {
    ...{ user: createdBy ?? UNKNOWN_TEXT, source, price: formatUsd(inputPicoPerM) },
  });
  return { rate: null, code: "set-by-hand", message, mustConfirm: true };
}

/** What a contract has agreed on for the same use, which counts whatever a list says. */
function contractOf(quote: DatedQuote, stored: readonly BookPrice[]): BookPrice | null {
  if (quote.standing === "contract") return null;
  const contracts = stored.filter(({ standing }) => standing === "contract");
  return choosePrice(rankPrices(contracts), {
    at: quote.validFrom,
    serviceTier: quote.serviceTier,
    region: quote.region?.replace(/\*$/, "") ?? null,
    inputTokens: quote.contextAboveTokens + 1,
    outputTokens: quote.outputAboveTokens + 1,
  });
}

/** Two rows of a list of one price that hold at the same time. */
function isOfSame(other: DatedQuote, quote: DatedQuote): boolean {
  return isBeside(other, quote) && isBeside(quote, other) && conditionsKey(other) === conditionsKey(quote);
}

function isValidAt({ validFrom, validTo }: BookPrice, at: number): boolean {
  return validFrom <= at && (validTo === null || validTo > at);
}

import { createHash } from "node:crypto";
import { z } from "zod";
import { AppError } from "@/lib/contract/error";
import type { RepriceRequest } from "@/lib/contract/reprice";
import { USD } from "@/lib/domain/pricing/exchange-rates";
import type { Price } from "@/lib/domain/pricing/price";
import type { PriceBook } from "@/lib/domain/pricing/price-book";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { DAY_US } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import type { RepricePrices } from "./load-reprice-prices";

const NAMED_MAX = 3;
const DIGEST_CHARACTERS = 16;

/** A name that prices are looked for under, at who sends the bill. */
export type PricedName = { seller: string; name: string };

/**
 * What a difference goes by: for each name that was asked for, the versions and rates that count within its range, in the
 * order in which they are asked, each by its number and a digest of what it says there. Of a name without any, none.
 */
const repriceTermsSchema = z.array(z.object({ seller: z.string(), name: z.string(), versions: z.array(z.string()) }));
export type RepriceTerms = z.infer<typeof repriceTermsSchema>;

type Range = Pick<RepriceRequest, "from" | "to">;

export function termsOf(
  names: Iterable<PricedName>,
  { book }: Pick<RepricePrices, "book">,
  range: Range,
): RepriceTerms {
  return [...names].map(({ seller, name }) => ({ seller, name, versions: versionsOf(book, { seller, name }, range) }));
}

/**
 * Throws CONFLICT where what a difference goes by is no longer so, naming what has changed. A price that begins after the
 * range or ended before it, and one of a name that nothing was priced by, change nothing.
 */
function refuseChangedTerms(terms: RepriceTerms, prices: Pick<RepricePrices, "book">, range: Range): void {
  const changed = terms.flatMap(({ seller, name, versions }) => {
    const now = versionsOf(prices.book, { seller, name }, range);
    const isSame = versions.length === now.length && versions.every((version, index) => version === now[index]);
    return isSame
      ? []
      : [t("{name} at {provider} ({changes})", { name, provider: seller, changes: explain(versions, now) })];
  });
  if (changed.length === 0) return;
  const [names, count] = [changed.slice(0, NAMED_MAX).join(", "), changed.length - NAMED_MAX];
  throw new AppError(
    "CONFLICT",
    count > 0
      ? t("Prices have changed since the difference was shown: of {names} and {count} others. Look at it again", {
          names,
          count,
        })
      : t("Prices have changed since the difference was shown: of {names}. Look at it again", { names }),
  );
}

/** What prices a difference was made by: all of them as one digest, and those it goes by. */
export type PricedBy = { request: RepriceRequest; bookDigest: string; terms: unknown };

/** The same of what was stored, which without terms is of a version that any change of prices puts an end to. */
export function refuseOtherPrices(
  { request, bookDigest, terms }: PricedBy,
  prices: Pick<RepricePrices, "book" | "digest">,
): void {
  if (bookDigest === prices.digest) return;
  const known = repriceTermsSchema.nullable().parse(terms);
  if (known === null) {
    throw new AppError("CONFLICT", t("Prices have changed since the difference was shown. Look at it again"));
  }
  refuseChangedTerms(known, prices, request);
}

function explain(before: readonly string[], now: readonly string[]): string {
  const numbered = (versions: readonly string[]) => new Map(versions.map((version) => [subjectOf(version), version]));
  const [former, current] = [numbered(before), numbered(now)];
  const parts = [
    ...[...current.keys()]
      .filter((subject) => !former.has(subject))
      .map((subject) => t("{subject} is new", { subject: subjectText(subject) })),
    ...[...former].flatMap(([subject, version]) => {
      if (!current.has(subject)) return [t("{subject} no longer applies", { subject: subjectText(subject) })];
      return current.get(subject) === version
        ? []
        : [t("{subject} applies otherwise", { subject: subjectText(subject) })];
    }),
  ];
  return parts.slice(0, NAMED_MAX).join(", ") || t("in another order");
}

function subjectOf(version: string): string {
  return version.slice(0, version.lastIndexOf(" "));
}

/** A subject as `versionsOf` names it, to whoever asks. */
function subjectText(subject: string): string {
  const [, kind, name = ""] = /^(version|rate of) (.*)$/s.exec(subject) ?? [];
  if (kind === undefined) return subject;
  return kind === "version" ? t("version {id}", { id: name }) : t("rate of {currency}", { currency: name });
}

function versionsOf(book: PriceBook, { seller, name }: PricedName, range: Range): string[] {
  const fromUs = parseInstantUs(range.from) ?? 0;
  const toUs = parseInstantUs(range.to) ?? 0;
  const valid = book
    .versionsOf(seller, name)
    .filter(({ validFrom, validTo }) => validFrom < toUs && (validTo === null || validTo > fromUs));
  const currencies = new Set(valid.map(({ currency }) => currency).filter((currency) => currency !== USD));
  return [
    ...valid.map((price) => `version ${price.id} ${digestOf(withinRange(price, fromUs, toUs))}`),
    ...[...currencies].map((currency) => `rate of ${currency} ${digestOf(ratesOf(book, currency, fromUs, toUs))}`),
  ];
}

/** What a price says within a range: where it goes on beyond, how far does not matter. */
function withinRange({ discount: _, ...price }: Price, fromUs: number, toUs: number): object {
  const validTo = price.validTo === null || price.validTo >= toUs ? null : price.validTo;
  return { ...price, validFrom: Math.max(price.validFrom, fromUs), validTo };
}

function ratesOf(book: PriceBook, currency: string, fromUs: number, toUs: number): (bigint | null)[] {
  const first = Math.floor(fromUs / DAY_US);
  const days = Math.ceil(toUs / DAY_US) - first;
  return Array.from({ length: days }, (_, day) => book.picoPerUsd(currency, (first + day) * DAY_US));
}

function digestOf(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? part.toString() : part));
  return createHash("sha256").update(text).digest("base64url").slice(0, DIGEST_CHARACTERS);
}

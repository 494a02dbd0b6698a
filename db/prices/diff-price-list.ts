import { createHash } from "node:crypto";
import type { Db } from "@/db/client";
import { AppError } from "@/lib/contract/error";
import {
  type ImportDiff,
  MAX_ENDED,
  MAX_IMPORTED_ROWS,
  type MissingPrice,
  type PriceImport,
} from "@/lib/contract/price-import";
import { type DiffedQuote, diffQuotes } from "@/lib/domain/price-import/diff-quotes";
import { doubtOutliers } from "@/lib/domain/price-import/doubt-outliers";
import { isListSource } from "@/lib/domain/price-import/list-sources";
import { type PriceList, type PricePair, pairKey } from "@/lib/domain/price-import/quote";
import { type TargetedList, targetQuotes } from "@/lib/domain/price-import/target-quotes";
import { createExchangeRates } from "@/lib/domain/pricing/exchange-rates";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { t } from "@/lib/messages/translate";
import { toImportRow, toRefusedRow } from "./import-row";
import { lastClosedInstant } from "./last-closed-instant";
import { listExchangeRates } from "./list-exchange-rates";
import { listMissing } from "./list-missing";
import { listPricePairs } from "./list-price-pairs";
import { listPrices } from "./list-prices";
import type { StoredPrice } from "./stored-price";

const MAX_PAIRS = 10_000;

export type ListImport = {
  input: PriceImport;
  /** What the list says of the models in traffic or with a price; `at` in epoch µs. */
  readList: (wanted: { pairs: readonly PricePair[]; at: number }) => PriceList | Promise<PriceList>;
  now: Date;
};
/** The answer, and what it was made from. */
export type DiffedList = { diff: ImportDiff; quotes: DiffedQuote[]; missing: MissingPrice[] };

/** What a price list would change. Stores nothing. UNPROCESSABLE for a beginning within a closed month. */
export async function diffPriceList(db: Db, { input, readList, now }: ListImport): Promise<DiffedList> {
  const nowUs = now.getTime() * 1_000;
  const validFrom = input.valid_from ?? nowUs;
  await refuseClosed(db, validFrom);
  const pairs = await listPricePairs(db, { limit: MAX_PAIRS });
  const list = await readList({ pairs, at: validFrom });
  const providers = input.providers ? new Set(input.providers) : null;
  const targeted = targetQuotes(list, { pairs, isAll: input.scope === "all", providers });
  const [prices, rates] = await Promise.all([listPrices(db), listExchangeRates(db)]);
  const quoted = new Set(targeted.quotes.map(pairKey));
  const decided = { leftOut: new Set(input.leave_out), confirmed: new Set(input.confirm) };
  const book = prices.filter((price) => quoted.has(pairKey(price)));
  const quotes = diffQuotes({
    ...{ quotes: targeted.quotes, book, rates: createExchangeRates(rates), validFrom, now: nowUs, ...decided },
    doubtOutlier: doubtOutliers(list.quotes),
    isPartial: input.format === "litellm" || input.format === "openrouter",
    mayReplaceOwn: ({ createdBy, source }) => createdBy === null || input.format === "csv" || isListSource(source),
  });
  const rows = [
    ...targeted.refused.map((refused) => toRefusedRow(refused, decided)),
    ...quotes.map((quote) => toImportRow(quote, decided)),
  ].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  const missing = listMissing(prices, {
    quotes,
    quoted: targeted.quotes,
    validFrom,
    mayEndOwn: input.format === "csv",
  });
  const listed = rows.slice(0, MAX_IMPORTED_ROWS);
  const count = (kind: (typeof rows)[number]["kind"]) => rows.filter((row) => row.kind === kind).length;
  const diff: ImportDiff = {
    ...{ format: input.format, valid_from: formatInstantUs(validFrom), state: stateOf(targeted, book), applied: false },
    counts: {
      ...{ added: count("added"), changed: count("changed"), unchanged: count("unchanged") },
      ...{ placeholder: count("placeholder"), refused: count("refused"), missing: missing.length },
      questioned: rows.filter(({ warnings }) => warnings.some(({ must_confirm }) => must_confirm)).length,
      left_out: rows.filter(({ is_left_out }) => is_left_out).length,
      ...{ out_of_scope: targeted.outOfScope, skipped: list.skipped, stored: 0, closed: 0, ended: 0 },
    },
    rows: listed,
    unlisted: rows.length - listed.length,
    missing: missing.slice(0, MAX_ENDED),
  };
  return { diff, quotes, missing };
}

// In the order in which they are read.
const KINDS = ["refused", "placeholder", "changed", "added", "unchanged"] as const;

async function refuseClosed(db: Db, validFrom: number): Promise<void> {
  const closed = await lastClosedInstant(db);
  if (closed === null || validFrom >= closed) return;
  const message = t("The months before {time} are closed: begin then or later", { time: formatInstantUs(closed) });
  throw new AppError("UNPROCESSABLE", `valid_from: ${message}`, { fields: { valid_from: [message] } });
}

/** Stands for all that the difference depends on but time and what the user decides: the rows, and the prices they meet. */
function stateOf({ quotes, refused }: TargetedList, book: readonly StoredPrice[]): string {
  const text = JSON.stringify([quotes, refused, book.map(({ id, validTo }) => [id, validTo])], (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  return createHash("sha256").update(text).digest("base64url");
}

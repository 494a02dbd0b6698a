import type { Db } from "@/db/client";
import { getAliases } from "@/db/policies/get-aliases";
import { loadDiscounts } from "@/db/prices/list-discounted-prices";
import { loadPriceBook } from "@/db/prices/load-price-book";
import type { CheckedLogs } from "@/lib/contract/log-check";
import { type BookDiscounts, createPriceBook, type PriceBook } from "@/lib/domain/pricing/price-book";
import { checkPayload } from "@/lib/ingest/check-payload";
import { listedPrices } from "../prices";

/** What a payload would become if it were posted now. Stores nothing, no looked-up price either. */
export async function checkLogs(
  db: Db,
  input: { format: string; text: string; now: Date; rawRetentionDays: number },
): Promise<CheckedLogs> {
  const { format, text, now, rawRetentionDays } = input;
  const [{ aliases }, book, discounts] = await Promise.all([getAliases(db), loadPriceBook(db), loadDiscounts(db)]);
  const nowUs = now.getTime() * 1_000;
  return checkPayload({
    format,
    text,
    context: {
      nowUs,
      retainedDays: rawRetentionDays,
      aliases: new Map(Object.entries(aliases)),
      prices: withListed(book, discounts),
    },
  });
}

/** A book that also knows the prices which the first record of a pair would bring into it. */
function withListed(book: PriceBook, discounts: BookDiscounts): PriceBook {
  return {
    ...book,
    find(provider, model, ...question) {
      if (book.has(provider, model)) return book.find(provider, model, ...question);
      const listed = listedPrices({ provider, model }).map((price, place) => ({ ...price, id: String(place) }));
      return createPriceBook(listed, book, discounts).find(provider, model, ...question);
    },
  };
}

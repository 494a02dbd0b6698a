import { createHash } from "node:crypto";
import type { Db } from "@/db/client";
import { diffPriceList } from "@/db/prices/diff-price-list";
import { type ImportedList, importPriceList } from "@/db/prices/import-price-list";
import { AppError } from "@/lib/contract/error";
import type { PriceImport } from "@/lib/contract/price-import";
import type { PriceList, PricePair } from "@/lib/domain/price-import/quote";
import { readGenaiList } from "@/lib/ingest/price-lists/read-genai-list";
import { readLitellmList } from "@/lib/ingest/price-lists/read-litellm-list";
import { readOpenrouterList } from "@/lib/ingest/price-lists/read-openrouter-list";
import { readPriceCsv } from "@/lib/ingest/price-lists/read-price-csv";

/** The difference that a price list makes or, where it is asked for by the state of the one looked at, its import. */
export async function importPrices(
  db: Db,
  { input, actor, now }: { input: PriceImport; actor: string; now: Date },
): Promise<ImportedList> {
  const { format, text = "", scope, apply, state } = input;
  // Read before anything is locked.
  const file = READERS[format]?.(text);
  const readList = ({ pairs, at }: { pairs: readonly PricePair[]; at: number }) =>
    file ?? readGenaiList({ pairs, isAll: scope === "all", at });
  const list = { input, readList, now };
  if (!apply) return { status: "stored", diff: (await diffPriceList(db, list)).diff };
  if (state === undefined) {
    throw new AppError("PRECONDITION_REQUIRED", "Send the state of the difference that is to be applied");
  }
  const sha256 = createHash("sha256").update(text).digest("hex");
  return importPriceList(db, { ...list, actor, sha256 });
}

const READERS: Partial<Record<PriceImport["format"], (text: string) => PriceList>> = {
  litellm: readLitellmList,
  openrouter: readOpenrouterList,
  csv: readPriceCsv,
};

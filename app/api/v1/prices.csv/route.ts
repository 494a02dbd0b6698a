import { implement } from "@/app/_server/implement";
import { getReadDb } from "@/app/_server/runtime";
import { listPrices } from "@/db/prices/list-prices";
import { exportPricesOperation } from "@/lib/contract/price-import";
import { csvResponse } from "@/lib/http/csv";
import { writePriceCsv } from "@/lib/ingest/price-lists/write-price-csv";

export const GET = implement(exportPricesOperation, async ({ query }) => {
  const now = Date.now() * 1_000;
  const prices = await listPrices(getReadDb(), query);
  const lasting = prices.filter(({ validTo }) => validTo === null || validTo > now);
  return csvResponse(writePriceCsv(lasting), "prices.csv");
});

import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { getReadDb } from "@/app/_server/runtime";
import { WhatIfScreen } from "@/components/what-if/what-if-screen";
import { loadPriceBook } from "@/db/prices/load-price-book";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("What-if") };
}

export default async function WhatIfPage() {
  await requireViewer();
  const book = await loadPriceBook(getReadDb());
  return <WhatIfScreen targets={book.pricedAt(Date.now() * 1_000)} />;
}

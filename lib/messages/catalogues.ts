import { processWide } from "@/lib/process-wide";
import type { Locale } from "./locale";

/** English source text to the text of another language, both in ICU message syntax. */
export type Catalogue = Readonly<Record<string, string>>;

const catalogues = processWide<Map<Locale, Catalogue>>("catalogues").getOrMake(() => new Map());

/** The texts of a language; undefined for English, and for what is not loaded. */
export function catalogueOf(locale: Locale): Catalogue | undefined {
  return catalogues.get(locale);
}

/** Loads the texts of a language, if they are not: at a server's start for all, in a browser for its document's. */
export async function loadCatalogue(locale: Locale): Promise<void> {
  if (locale === "en" || catalogues.has(locale)) return;
  const { catalogue, describeRefusals } = await import("./zh-CN/index");
  catalogues.set(locale, catalogue);
  describeRefusals();
}

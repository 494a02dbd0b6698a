import { AsyncLocalStorage } from "node:async_hooks";
import { loadCatalogue } from "@/lib/messages/catalogues";
import { type Locale, localeOfRequest } from "@/lib/messages/locale";
import { processWide } from "@/lib/process-wide";

const storage = processWide<AsyncLocalStorage<Locale>>("locale-context").getOrMake(() => new AsyncLocalStorage());
localeOfRequest.set(() => storage.getStore());

/** Runs work for a reader of a language: what it says in words, it says in that. */
export function inLocale<T>(locale: Locale, work: () => T): T {
  return storage.run(locale, work);
}

/** The same, where the texts of the language may not be loaded yet. */
export async function inLoadedLocale<T>(locale: Locale, work: () => Promise<T>): Promise<T> {
  await loadCatalogue(locale);
  return inLocale(locale, work);
}

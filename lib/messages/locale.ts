import { processWide } from "@/lib/process-wide";

/** The languages of the screens, as BCP 47 tags; the source is English. */
export const LOCALES = ["en", "zh-CN"] as const;
export type Locale = (typeof LOCALES)[number];

/** What each language calls itself. */
export const LOCALE_NAMES: Record<Locale, string> = { en: "English", "zh-CN": "简体中文" };

/** The language that the calling code answers in: in a browser its document's, on a server that of the request it runs for. */
export function currentLocale(): Locale {
  const asked = ofDocument ?? localeOfRequest.get()?.();
  return isLocale(asked) ? asked : "en";
}

// Read once: a browser that translates pages writes the language it made of them here.
const ofDocument = typeof document === "undefined" ? undefined : document.documentElement.lang;

/** Finds the language of the request that the calling code runs for. Set by the server; unset, everything is English. */
export const localeOfRequest = processWide<() => Locale | undefined>("locale-of-request");

export function isLocale(tag: unknown): tag is Locale {
  return LOCALES.some((locale) => locale === tag);
}

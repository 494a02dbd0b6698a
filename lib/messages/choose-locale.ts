import { isLocale, LOCALES, type Locale } from "./locale";

/** Where a browser remembers the language that its user chose. */
export const LOCALE_COOKIE = "switchyard.locale";
const YEAR_SECONDS = 365 * 86_400;

/** The language of a request: the one its user chose, else the first that its browser asks for and there is, else English. */
export function chooseLocale(headers: { cookie?: string | undefined; acceptLanguage?: string | undefined }): Locale {
  const chosen = headers.cookie
    ?.split(";")
    .map((pair) => pair.trim().split("="))
    .find(([name]) => name === LOCALE_COOKIE)?.[1];
  if (isLocale(chosen)) return chosen;
  const asked = (headers.acceptLanguage ?? "")
    .split(",")
    .map(readRange)
    .filter(({ quality }) => quality > 0);
  for (const { language } of asked.sort((a, b) => b.quality - a.quality)) {
    const found = LOCALES.find((locale) => languageOf(locale) === language);
    if (found) return found;
  }
  return "en";
}

/** The line of a cookie that remembers a language. */
export function localeCookie(locale: Locale): string {
  return `${LOCALE_COOKIE}=${locale}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;
}

/** "zh-TW;q=0.8" of an Accept-Language header (RFC 9110, 12.5.4). */
function readRange(text: string): { language: string; quality: number } {
  const [tag = "", weight] = text.trim().split(";");
  const quality = weight === undefined ? 1 : Number(weight.trim().replace(/^q=/, ""));
  return { language: languageOf(tag), quality: Number.isFinite(quality) ? quality : 0 };
}

function languageOf(tag: string): string {
  return tag.trim().toLowerCase().split("-")[0] ?? "";
}

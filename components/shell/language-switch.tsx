"use client";

import { Segmented } from "@/components/ui/segmented";
import { localeCookie } from "@/lib/messages/choose-locale";
import { currentLocale, LOCALE_NAMES, LOCALES, type Locale } from "@/lib/messages/locale";
import { t } from "@/lib/messages/translate";

const OPTIONS = LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }));

/** Chooses the language of the screens, which this browser remembers. */
export function LanguageSwitch() {
  return <Segmented label={t("Language")} options={OPTIONS} value={currentLocale()} onChange={choose} />;
}

function choose(locale: Locale) {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser, and absent over plain HTTP
  document.cookie = localeCookie(locale);
  // A full load, since what is on screen and in memory was made in the other language.
  window.location.reload();
}

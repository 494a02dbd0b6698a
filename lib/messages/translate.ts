import { IntlMessageFormat } from "intl-messageformat";
import { catalogueOf } from "./catalogues";
import { currentLocale, type Locale } from "./locale";

/** What stands for a message's `{name}`, as it is; where the message says `{name, number}` or `#`, by the language's rules. */
export type Values = Readonly<Record<string, string | number>>;

/** A message that is translated where it is shown: what a constant holds, made before any language is known. */
export type Message = { readonly source: string; readonly values?: Values | undefined };

/** A text written in the code: what is only computed cannot be in a catalogue. */
type Literal<Text extends string> = string extends Text ? never : Text;

/** Marks an English text, as `t` takes it, to be translated by `t` once it is shown. */
export function message<Text extends string>(source: Literal<Text>, values?: Values): Message {
  return values ? { source, values } : { source };
}

/**
 * An English text in the language of the reader (currentLocale), with its values set in; English where the catalogue lacks it.
 * The text is in ICU message syntax: "{count, plural, one {# attempt} other {# attempts}}". A word that other languages have
 * several words for says which one it is behind a bar, which no reader sees: "To|recipient".
 * Source: https://unicode-org.github.io/icu/userguide/format_parse/messages/
 */
export function t<Text extends string>(text: Literal<Text> | Message, values?: Values): string {
  const { source, values: own } = typeof text === "string" ? { source: text, values } : text;
  const locale = currentLocale();
  const pattern = patternOf(source, locale);
  return HAS_SYNTAX.test(pattern) ? formatOf(pattern, locale).format<string>(own).toString() : pattern;
}

/** A source in a language, before its values are set in. */
export function patternOf(source: string, locale: Locale): string {
  return catalogueOf(locale)?.[source] ?? source.replace(CONTEXT, "");
}

/** The parsed form of a message, for `t` and for what sets elements into it. */
export function formatOf(pattern: string, locale: Locale): IntlMessageFormat {
  const key = `${locale}${pattern}`;
  const format = formats.get(key) ?? new IntlMessageFormat(pattern, locale);
  formats.set(key, format);
  return format;
}

/** Parsed messages: as many as there are sources times languages. */
const formats = new Map<string, IntlMessageFormat>();
const HAS_SYNTAX = /[{<']/;
const CONTEXT = /\|[a-z ]+$/;

/** What a table, a tab or a legend takes as its label: a text of this moment, or one of a constant, yet to be translated. */
export type Text = string | Message;

/** The text, translated where it is a message. */
export function textOf(text: Text): string {
  return typeof text === "string" ? text : t(text);
}

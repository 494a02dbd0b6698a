import { formatOf, type Message, patternOf } from "@/lib/messages/translate";

/** What a message is translated by: `t` for a reader, or inEnglish. */
export type Translate = (message: Message) => string;

/** A message in English, whoever asks: for names of rows and for files, which are the same for everybody. */
export function inEnglish({ source, values }: Message): string {
  return formatOf(patternOf(source, "en"), "en").format<string>(values).toString();
}

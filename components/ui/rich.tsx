import { createElement, Fragment, type ReactNode } from "react";
import { currentLocale } from "@/lib/messages/locale";
import { formatOf, patternOf } from "@/lib/messages/translate";

type RichValues = Readonly<Record<string, ReactNode | ((content: ReactNode) => ReactNode)>>;

/**
 * As `t`, with elements set in: a value may be an element, and `<link>text</link>` in the message is what the function named
 * `link` makes of "text".
 */
export function rich<Text extends string>(text: string extends Text ? never : Text, values: RichValues): ReactNode {
  const locale = currentLocale();
  const made: Record<string, ReactNode | ((content: ReactNode[]) => ReactNode)> = {};
  for (const [name, value] of Object.entries(values)) {
    made[name] = typeof value === "function" ? (content) => value(together(content)) : value;
  }
  return together(formatOf(patternOf(text, locale), locale).format<ReactNode>(made));
}

/** Parts of a sentence, whose places never change, so that they need no keys. */
function together(parts: ReactNode): ReactNode {
  return Array.isArray(parts) ? createElement(Fragment, null, ...parts) : parts;
}

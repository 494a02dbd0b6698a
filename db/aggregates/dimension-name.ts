import { DIMENSION_NAMES } from "@/lib/domain/dimension-names";
import { type Message, t } from "@/lib/messages/translate";

const KNOWN: ReadonlyMap<string, Message> = new Map(Object.entries(DIMENSION_NAMES));

/** What a dimension is called within a sentence to whoever asks. */
export function dimensionName(name: string): string {
  const known = KNOWN.get(name);
  return known ? t(known) : name;
}

/** "app and team and key", or with "or". */
export function dimensionNames(names: readonly string[], joint: "and" | "or" = "and"): string {
  return names
    .map(dimensionName)
    .reduce((first, second) =>
      joint === "and" ? t("{first} and {second}", { first, second }) : t("{first} or {second}", { first, second }),
    );
}

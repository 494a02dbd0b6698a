import type { Locale } from "@/lib/messages/locale";

/** All that an answer depends on beside the database and the clock. */
type Question = {
  path: string;
  /** As parsed: window, zone, filters and whatever else the operation takes, with its defaults. */
  query: unknown;
  locale: Locale;
  /** What the caller may do. */
  scopes: readonly string[];
};

/** Two questions with one key have one answer. */
export function questionKey({ path, query, locale, scopes }: Question): string {
  return JSON.stringify([path, query, locale, scopes.toSorted()], (_, value: unknown) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
}

const BASE = "http://switchyard.invalid";

/** A path of this site with its query, whatever dots it has; null for any other address. */
export function ownAddress(text: string): string | null {
  if (!text.startsWith("/")) return null;
  // The URL parser is what a browser will use: "//host" and "/\host" would leave this site.
  const url = URL.canParse(text, BASE) ? new URL(text, BASE) : undefined;
  // Dots are resolved by now: "/.//host" has become "//host".
  return url?.origin === BASE && !url.pathname.startsWith("//") ? `${url.pathname}${url.search}` : null;
}

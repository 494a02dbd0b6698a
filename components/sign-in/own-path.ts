/** Where to go after signing in: a path of this site, whatever an address asks for; else the overview. */
export function ownPath(next: string | string[] | undefined): string {
  if (typeof next !== "string" || !next.startsWith("/")) return "/";
  const base = "http://switchyard.invalid";
  // The URL parser is what a browser will use: "//host" and "/\host" would leave this site.
  const url = URL.canParse(next, base) ? new URL(next, base) : undefined;
  if (url?.origin !== base || url.pathname.startsWith("/sign-in")) return "/";
  // Dots are resolved by now: "/.//host" has become "//host".
  return url.pathname.startsWith("//") ? "/" : `${url.pathname}${url.search}`;
}

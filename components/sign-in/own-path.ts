/** Where to go after signing in: a path of this site, whatever an address asks for; else the overview. */
export function ownPath(next: string | string[] | undefined): string {
  if (typeof next !== "string" || !next.startsWith("/")) return "/";
  const base = "http://switchyard.invalid";
  // The URL parser is what a browser will use: "//host" and "/\host" would leave this site.
  const url = URL.canParse(next, base) ? new URL(next, base) : undefined;
  return url?.origin === base && !url.pathname.startsWith("/sign-in") ? `${url.pathname}${url.search}` : "/";
}

const WHOLE_ENDPOINT = /\/(chat\/completions|completions|embeddings|responses|messages|models)$/;

/**
 * An upstream's base URL as it is stored: without a slash too many, and with /v1 where only a host is named; null where it is no
 * address of this kind. Providers whose version is called otherwise (/api/paas/v4) keep theirs.
 */
export function normalizeBaseUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, username, password, search, hash, origin, pathname } = new URL(text);
  if (!/^https?:$/.test(protocol)) return null;
  if ([username, password, search, hash].some((part) => part !== "")) return null;
  const path = `/${pathname.split("/").filter(Boolean).join("/")}`;
  if (WHOLE_ENDPOINT.test(path)) return null;
  return `${origin}${path === "/" ? "/v1" : path}`;
}

/** The address that users open, without a slash at its end; undefined where it is none. */
export function parsePublicUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, username, password, search, hash, href } = new URL(text);
  const isPlain = username === "" && password === "" && search === "" && hash === "";
  if (!isPlain || !/^https?:$/.test(protocol)) return undefined;
  return href.endsWith("/") ? href.slice(0, -1) : href;
}

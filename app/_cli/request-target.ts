import type { IncomingMessage } from "node:http";

/**
 * Whether what a request asks for is an address here, in the form all others rely on from then on: a path that begins
 * with one slash and can be decoded.
 *
 * The absolute form, which every server must take, becomes its path, and its authority the host.
 */
export function settleTarget(request: IncomingMessage): boolean {
  const target = request.url ?? "";
  if (/^https?:\/\//i.test(target) && URL.canParse(target)) {
    const { host, pathname, search } = new URL(target);
    request.headers.host = host;
    request.url = `${pathname}${search}`;
  }
  const [path = ""] = (request.url ?? "").split("?");
  // What begins with two, or a backslash that browsers read as one, names another host to whoever redirects to it.
  return /^\/(?![/\\])/.test(path) && isDecodable(path);
}

// Next answers such an address with a bare 500.
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

import { AppError } from "@/lib/contract/error";
import { headerList } from "./header-list";

const MAX_DIGITS = 15;
/** What proxies append to the tag of what they compress: Apache and Caddy with one hyphen, Jetty with two. */
const CODING_SUFFIXES = ["gzip", "br", "zstd", "deflate"].flatMap((coding) => [`--${coding}`, `-${coding}`]);

/** The ETag of a numbered version, as If-Match sends it back. */
export function versionEtag(version: number): string {
  return `"${version}"`;
}

/** Whether the caller already holds this representation. Weak comparison, lists and `*`, as RFC 9110 asks of a GET. */
export function matchesIfNoneMatch(request: Request, etag: string): boolean {
  return namesEtag(request.headers.get("if-none-match"), etag);
}

/** The same for the header's value by itself; null where there was none. */
export function namesEtag(header: string | null, etag: string): boolean {
  if (header === null) return false;
  if (header.trim() === "*") return true;
  const own = opaque(etag);
  return own !== null && headerList(header).some((tag) => opaque(tag) === own);
}

/** 304 with the headers a cached answer keeps. */
export function notModified(etag: string, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 304, headers: { ...headers, etag } });
}

/**
 * The version an edit was made on: 0 where the editor saw none.
 *
 * Without If-Match the edit is refused (428), because it would overwrite what its editor never saw. The number may come
 * without quotes, and as a proxy that compresses names it: weak or with its coding. `*` and several versions are INVALID.
 */
export function parseIfMatch(request: Request): number {
  const tags = headerList(request.headers.get("if-match"));
  if (tags.length === 0) {
    throw new AppError(
      "PRECONDITION_REQUIRED",
      'If-Match is required: "<version>" of what was edited, "0" for a new one',
    );
  }
  const [version = Number.NaN, ...others] = new Set(tags.map(versionOf));
  if (Number.isNaN(version) || others.length > 0) {
    throw new AppError("INVALID", 'If-Match must be one version, such as "3"');
  }
  return version;
}

function versionOf(tag: string): number {
  const text = /^\d+$/.test(tag) ? tag : opaque(tag);
  return text !== null && text.length <= MAX_DIGITS && /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** What is within the quotes, as it was sent from here; null where it is no tag. */
function opaque(tag: string): string | null {
  const quoted = tag.startsWith("W/") ? tag.slice(2) : tag;
  if (quoted.length < 2 || !quoted.startsWith('"') || !quoted.endsWith('"')) return null;
  const text = quoted.slice(1, -1);
  const suffix = CODING_SUFFIXES.find((coding) => text.endsWith(coding));
  return suffix ? text.slice(0, -suffix.length) : text;
}

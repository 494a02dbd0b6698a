import { AppError } from "@/lib/contract/error";

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
  const tags = header.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return tags.some((tag) => opaque(tag) === opaque(etag));
}

/** 304 with the headers a cached answer keeps. */
export function notModified(etag: string, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 304, headers: { ...headers, etag } });
}

/**
 * The version an edit was made on: 0 where the editor saw none.
 *
 * Without If-Match the edit is refused (428), because it would overwrite what its editor never saw. The number may come
 * without quotes; `*`, lists and weak tags name no version and are INVALID.
 */
export function parseIfMatch(request: Request): number {
  const header = request.headers.get("if-match")?.trim();
  if (!header) {
    throw new AppError(
      "PRECONDITION_REQUIRED",
      'If-Match is required: "<version>" of what was edited, "0" for a new one',
    );
  }
  const version = Number(
    /^(?:"(\d{1,15})"|(\d{1,15}))$/
      .exec(header)
      ?.slice(1)
      .find((group) => group !== undefined),
  );
  if (Number.isNaN(version)) throw new AppError("INVALID", 'If-Match must be one version, such as "3"');
  return version;
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, "");
}

import { currentBundle } from "@/app/_server/bundle/bundle-source";
import { implementByHeaders } from "@/app/_server/implement-by-headers";
import { bundleOperation } from "@/lib/contract/policy-operations";
import { SIGNATURE_HEADER } from "@/lib/contract/signing-keys";
import { namesEtag } from "@/lib/http/etag";
import { API_HEADERS } from "@/lib/http/security-headers";

const HEADERS = { ...API_HEADERS, "cache-control": "private, no-cache" };

export const GET = implementByHeaders(bundleOperation, async (header) => {
  const { etag, bytes, signature } = await currentBundle();
  if (namesEtag(header("if-none-match"), etag)) return { status: 304, headers: { ...HEADERS, etag }, body: null };
  const headers = { ...HEADERS, "content-type": "application/json", etag, [SIGNATURE_HEADER]: signature };
  return { status: 200, headers, body: bytes };
});

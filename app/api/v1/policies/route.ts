import { currentBundle } from "@/app/_server/bundle/bundle-source";
import { implement } from "@/app/_server/implement";
import { bundleOperation } from "@/lib/contract/policy-operations";
import { SIGNATURE_HEADER } from "@/lib/contract/signing-keys";
import { matchesIfNoneMatch, notModified } from "@/lib/http/etag";

const CACHING = { "cache-control": "private, no-cache" };

export const GET = implement(bundleOperation, async ({ request }) => {
  const { etag, bytes, signature } = await currentBundle();
  if (matchesIfNoneMatch(request, etag)) return notModified(etag, CACHING);
  const headers = { ...CACHING, "content-type": "application/json", etag, [SIGNATURE_HEADER]: signature };
  return new Response(bytes, { headers });
});

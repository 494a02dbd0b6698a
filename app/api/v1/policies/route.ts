import { currentBundle } from "@/app/_server/bundle/bundle-source";
import { requireScope } from "@/app/_server/caller";
import { SIGNATURE_HEADER } from "@/lib/contract/signing-keys";
import { matchesIfNoneMatch, notModified } from "@/lib/http/etag";
import { defineRoute } from "@/lib/http/route";

const CACHING = { "cache-control": "private, no-cache" };

export const GET = defineRoute({
  authenticate: requireScope("policies:read"),
  handle: async ({ request }) => {
    const { etag, bytes, signature } = await currentBundle();
    if (matchesIfNoneMatch(request, etag)) return notModified(etag, CACHING);
    const headers = { ...CACHING, "content-type": "application/json", etag, [SIGNATURE_HEADER]: signature };
    return new Response(bytes, { headers });
  },
});

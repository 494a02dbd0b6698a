import { requireScope } from "@/app/_server/caller";
import { getDb } from "@/app/_server/runtime";
import { getBundle } from "@/db/policies/get-bundle";
import { getBundleTag } from "@/db/policies/get-bundle-tag";
import { matchesIfNoneMatch, notModified } from "@/lib/http/etag";
import { defineRoute } from "@/lib/http/route";

const CACHING = { "cache-control": "private, no-cache" };

export const GET = defineRoute({
  authenticate: requireScope("policies:read"),
  handle: async ({ request }) => {
    const known = await getBundleTag(getDb());
    if (matchesIfNoneMatch(request, known.etag)) return notModified(known.etag, CACHING);
    const { body, etag } = await getBundle(getDb());
    return new Response(body, { headers: { ...CACHING, "content-type": "application/json", etag } });
  },
});

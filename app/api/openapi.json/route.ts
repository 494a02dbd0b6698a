import { requireAnyone } from "@/app/_server/caller";
import { openApiDocument } from "@/lib/contract/openapi";
import { defineRoute } from "@/lib/http/route";

const document = JSON.stringify(openApiDocument());

export const GET = defineRoute({
  authenticate: requireAnyone,
  handle: () => new Response(document, { headers: { "content-type": "application/json" } }),
});

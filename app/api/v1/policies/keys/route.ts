import { publishedKeys } from "@/app/_server/bundle/bundle-source";
import { requireScope } from "@/app/_server/caller";
import { publishedSigningKeysSchema } from "@/lib/contract/signing-keys";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("policies:read"),
  reply: publishedSigningKeysSchema,
  handle: () => ({ keys: publishedKeys() }),
});

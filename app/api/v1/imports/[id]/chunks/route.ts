import { z } from "zod";
import { requireScope } from "@/app/_server/caller";
import { receiveRows } from "@/app/_server/receive-post";
import { importedRowsSchema } from "@/lib/contract/imports";
import { defineRoute } from "@/lib/http/route";

export const dynamic = "force-dynamic";

/** Stores rows of the file, in its order, together with the place the import got to. */
export const POST = defineRoute({
  authenticate: requireScope("admin"),
  params: z.object({ id: z.string().max(64) }),
  reply: importedRowsSchema,
  handle: ({ request, caller, params }) => receiveRows({ request, caller }, params.id),
});

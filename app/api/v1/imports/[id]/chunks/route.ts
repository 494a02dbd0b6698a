import { implement } from "@/app/_server/implement";
import { receiveRows } from "@/app/_server/receive-post";
import { importRowsOperation } from "@/lib/contract/import-operations";

export const dynamic = "force-dynamic";

/** Stores rows of the file, in its order, together with the place the import got to. */
export const POST = implement(importRowsOperation, ({ request, caller, params }) =>
  receiveRows({ request, caller }, params.id),
);

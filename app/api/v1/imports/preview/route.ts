import { implement } from "@/app/_server/implement";
import { getIngest } from "@/app/_server/ingest/ingest-service";
import { previewImportOperation } from "@/lib/contract/import-operations";

export const dynamic = "force-dynamic";

/** Says what the first rows of a file would become. Stores nothing. */
export const POST = implement(previewImportOperation, ({ body }) => getIngest().preview(body));

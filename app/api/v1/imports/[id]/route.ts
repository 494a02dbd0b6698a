import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { forgetImport } from "@/db/imports/forget-import";
import { forgetImportOperation } from "@/lib/contract/import-operations";

export const dynamic = "force-dynamic";

/** Forgets an interrupted import that stored nothing. */
export const DELETE = implement(forgetImportOperation, ({ caller, params }) =>
  forgetImport(getDb(), { key: params.id, actor: actorName(caller), now: new Date() }),
);

import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { beginImport } from "@/db/imports/begin-import";
import { listImports } from "@/db/imports/list-imports";
import { AppError } from "@/lib/contract/error";
import { beginImportOperation, importsOperation } from "@/lib/contract/import-operations";
import { FORMATS } from "@/lib/ingest/formats/formats";
import { RECORD_FIELDS } from "@/lib/ingest/import/field-kinds";
import { importKey } from "@/lib/ingest/import/import-key";
import { t } from "@/lib/messages/translate";

export const dynamic = "force-dynamic";

const LISTED = 50;

export const GET = implement(importsOperation, async () => ({
  imports: await listImports(getReadDb(), { limit: LISTED }),
}));

/** Begins an import, or finds the one there was of the same file and options, with the place it got to. */
export const POST = implement(beginImportOperation, async ({ caller, body }) => {
  const { file_name: fileName, file_digest: digest, options, refuse_other_options: refusesOther } = body;
  const { source, maps, values = [], sets } = options;
  if (source !== null && !FORMATS.has(source))
    throw refused("options.source", t("There is no format {format}", { format: source }));
  const unknown = [...[...maps, ...values].map(({ field }) => field), ...Object.keys(sets)].find(
    (name) => !RECORD_FIELDS.includes(name),
  );
  if (unknown !== undefined) throw refused("options.maps", t("A record has no field {field}", { field: unknown }));
  const key = importKey(digest, { ...options, isShiftedToNow: false, clock: null });
  const nowUs = Date.now() * 1_000;
  return (await beginImport(getDb(), { key, fileName, options, actor: actorName(caller), refusesOther, nowUs })).run;
});

function refused(path: string, message: string): AppError {
  return new AppError("INVALID", message, { fields: { [path]: [message] } });
}

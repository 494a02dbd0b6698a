import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { changeReconciliation } from "@/db/reconciliations/change-reconciliation";
import { deleteReconciliation } from "@/db/reconciliations/delete-reconciliation";
import { listReconciledRows } from "@/db/reconciliations/list-reconciled-rows";
import { getReconciliation } from "@/db/reconciliations/list-reconciliations";
import {
  changeReconciliationOperation,
  deleteReconciliationOperation,
  reconciliationOperation,
} from "@/lib/contract/reconciliation-operations";
import { csvResponse, csvText } from "@/lib/http/csv";
import { parseIfMatch, versionEtag } from "@/lib/http/etag";
import { Reply } from "@/lib/http/route";
import { reconciliationTable } from "../reconciliation-table";

export const dynamic = "force-dynamic";

const ALL_ROWS = 1_000_000;

export const GET = implement(reconciliationOperation, async ({ params: { id }, query }) => {
  const db = getReadDb();
  const reconciliation = await getReconciliation(db, { id });
  const { status, format, cursor: after, limit } = query;
  if (format === "csv") {
    const { header, rows } = reconciliationTable(await listReconciledRows(db, { id, status, limit: ALL_ROWS }));
    return csvResponse(csvText(header, rows), `reconciliation_${id}.csv`);
  }
  // One more than asked for says whether there is another page.
  const found = await listReconciledRows(db, { id, status, after, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const next = found.length > limit ? (rows.at(-1)?.seq ?? null) : null;
  return new Reply(
    { reconciliation, rows, next_cursor: next },
    { headers: { etag: versionEtag(reconciliation.version) } },
  );
});

export const PATCH = implement(changeReconciliationOperation, async ({ request, caller, params: { id }, body }) => {
  const edit = { id, change: body, baseVersion: parseIfMatch(request), actor: actorName(caller), now: new Date() };
  const changed = await changeReconciliation(getDb(), edit);
  return new Reply(changed, { headers: { etag: versionEtag(changed.version) } });
});

export const DELETE = implement(deleteReconciliationOperation, ({ request, caller, params: { id } }) =>
  deleteReconciliation(getDb(), { id, baseVersion: parseIfMatch(request), actor: actorName(caller), now: new Date() }),
);

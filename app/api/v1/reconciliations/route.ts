import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { readReconciliations } from "@/app/_server/read-reconciliations";
import { answerContext } from "@/app/_server/reads/read-context";
import { compareBill } from "@/app/_server/reconciliation/compare-bill";
import { receiveBill } from "@/app/_server/reconciliation/receive-bill";
import { getDb } from "@/app/_server/runtime";
import { createReconciliation } from "@/db/reconciliations/create-reconciliation";
import { createReconciliationOperation, reconciliationsOperation } from "@/lib/contract/reconciliation-operations";
import { versionEtag } from "@/lib/http/etag";
import { Reply } from "@/lib/http/route";
import { requireReadable } from "@/lib/ingest/bill-files/require-readable";

export const dynamic = "force-dynamic";

export const GET = implement(reconciliationsOperation, readReconciliations);

/** Stores a bill, and why it differs from what is counted here; nothing of one that is understood by half. */
export const POST = implement(createReconciliationOperation, async ({ request, caller, query }) => {
  const created = await receiveBill(request, query, async ({ bill, digest }) => {
    requireReadable(bill);
    const { source, rows, lines, grain, projects } = bill;
    const compared = await compareBill(await answerContext(), { lines, grain, zone: query.tz, projects });
    const providers = [...new Set(lines.map(({ provider }) => provider))].sort();
    return createReconciliation(getDb(), {
      file: { fileName: query.file_name, fileDigest: digest, source: source.name, fileRows: rows },
      bill: { providers, zone: query.tz, grain, lines },
      ...{ compared, actor: actorName(caller), now: new Date() },
    });
  });
  return new Reply(created, { headers: { etag: versionEtag(created.version) } });
});

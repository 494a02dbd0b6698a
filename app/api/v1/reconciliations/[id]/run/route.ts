import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { answerContext } from "@/app/_server/reads/read-context";
import { compareBill } from "@/app/_server/reconciliation/compare-bill";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { listBillLines } from "@/db/reconciliations/list-reconciled-rows";
import { getReconciliation } from "@/db/reconciliations/list-reconciliations";
import { rerunReconciliation } from "@/db/reconciliations/rerun-reconciliation";
import { rerunReconciliationOperation } from "@/lib/contract/reconciliation-operations";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { parseIfMatch, versionEtag } from "@/lib/http/etag";
import { Reply } from "@/lib/http/route";

export const dynamic = "force-dynamic";

/** Compares the stored lines of a bill with what is counted here by now. */
export const POST = implement(rerunReconciliationOperation, async ({ request, caller, params: { id } }) => {
  const baseVersion = parseIfMatch(request);
  const { grain, tz, summary } = await getReconciliation(getReadDb(), { id });
  const lines = await listBillLines(getReadDb(), { id });
  const projects = summary.projects.map(({ project, currency, amount }) => ({
    project,
    currency,
    pico: parseUsd(amount) ?? 0n,
  }));
  const compared = await compareBill(await answerContext(), { lines, grain, zone: tz, projects });
  const edit = { id, baseVersion, compared, actor: actorName(caller), now: new Date() };
  const changed = await rerunReconciliation(getDb(), edit);
  return new Reply(changed, { headers: { etag: versionEtag(changed.version) } });
});

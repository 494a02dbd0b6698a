import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { receiveUsageFile } from "@/app/_server/receive-post";
import { getDb } from "@/app/_server/runtime";
import { recordAudit } from "@/db/audit/record-audit";
import { importUsageFileOperation } from "@/lib/contract/usage-record";

export const dynamic = "force-dynamic";

/** Stores the usage of a console's export, or says what it would become. */
export const POST = implement(importUsageFileOperation, async (posted) => {
  const reply = await receiveUsageFile(posted);
  const { dry_run: isDryRun, source, records, accepted, rejected } = reply;
  if (!isDryRun && accepted > 0) {
    const after = { records, accepted, rejected };
    await recordAudit(getDb(), {
      actor: actorName(posted.caller),
      action: "usage.import",
      subject: source,
      after,
      now: new Date(),
    });
  }
  return reply;
});

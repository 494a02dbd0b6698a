import { eq } from "drizzle-orm";
import type { UpstreamChange } from "@/lib/contract/upstreams";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { isUniqueViolation } from "../database-error";
import { editDifferences } from "../policies/edit-differences";
import { staleEdit } from "../policies/stale-edit";
import { upstream } from "../schema/upstreams";
import { theRow } from "../the-row";
import { sameName } from "./create-upstream";
import { lockUpstream } from "./lock-upstream";
import { notifyUpstreams } from "./notify-upstreams";
import { auditedUpstream, type StoredKey, toTerms, type UpstreamRow, upstreamColumns } from "./upstream-row";

type ChangeInput = {
  id: number;
  change: UpstreamChange;
  /** Where its key is from now on; undefined leaves it. */
  rekey: (row: UpstreamRow) => StoredKey | undefined;
  baseVersion: number;
  actor: string;
  now: Date;
};

/**
 * Changes an upstream. What changes nothing makes no version; anything else forgets how the last test went.
 *
 * NOT_FOUND; PRECONDITION_FAILED where somebody changed it since, with the fields that differ now; CONFLICT where another one has
 * the name; whatever `rekey` throws.
 */
export function changeUpstream(db: Db, input: ChangeInput): Promise<UpstreamRow> {
  const { id, change, rekey, baseVersion, actor, now } = input;
  return db.transaction(async (tx) => {
    const row = await lockUpstream(tx, id);
    const columns = upstreamColumns(change);
    const differences = editDifferences(toTerms(row), toTerms({ ...row, ...columns }));
    if (row.version !== baseVersion) {
      throw staleEdit(t("The upstream {name}", { name: row.name }), row.version, baseVersion, differences);
    }
    const key = rekey(row);
    if (key === undefined && Object.keys(differences).length === 0) return row;
    const edit = { version: row.version + 1, updatedAt: now, updatedBy: actor };
    const changed = await tx
      .update(upstream)
      .set({ ...columns, ...key, ...edit, testedAt: null, testResult: null, testDetail: null })
      .where(eq(upstream.id, id))
      .returning()
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? sameName(change.name ?? row.name) : error;
      });
    const after = theRow(changed);
    await recordAudit(tx, {
      ...{ actor, action: "upstream.change", subject: after.name, now },
      before: auditedUpstream(row),
      after: { ...auditedUpstream(after), ...(key?.sealedKey && { key: "replaced" }) },
    });
    await notifyUpstreams(tx);
    return after;
  });
}

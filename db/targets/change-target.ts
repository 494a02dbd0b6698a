import { and, eq, ne } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { noGoal, type Target, type TargetChange } from "@/lib/contract/targets";
import { TARGET_DIMENSIONS, TARGET_GOALS } from "@/lib/domain/sla/target";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { isUniqueViolation } from "../database-error";
import { editDifferences } from "../policies/edit-differences";
import { staleEdit } from "../policies/stale-edit";
import { slaTarget } from "../schema/sla";
import { theRow } from "../the-row";
import { sameTraffic } from "./create-target";
import { lockTarget } from "./lock-target";
import { describeTargetScope, type TargetRow, targetColumns, targetScopeText, toTarget } from "./target-row";

type ChangeTargetInput = { id: number; change: TargetChange; baseVersion: number; actor: string; now: Date };

/**
 * Changes fields of a target. What changes nothing makes no version.
 *
 * NOT_FOUND; PRECONDITION_FAILED where somebody changed it since, with the fields that differ now; UNPROCESSABLE where no goal
 * would be left; CONFLICT where another target is of the same traffic.
 */
export function changeTarget(db: Db, input: ChangeTargetInput): Promise<Target> {
  const { id, change, baseVersion, actor, now } = input;
  return db.transaction(async (tx) => {
    const row = await lockTarget(tx, { id });
    const before = toTarget(row);
    const columns = targetColumns(change);
    const wanted = toTarget({ ...row, ...columns });
    const differences = editDifferences(before, wanted);
    if (row.version !== baseVersion) {
      throw staleEdit(
        t("The target of {scope}", { scope: targetScopeText(before) }),
        row.version,
        baseVersion,
        differences,
      );
    }
    if (Object.keys(differences).length === 0) return before;
    if (TARGET_GOALS.every((goal) => wanted[goal] === null)) {
      throw new AppError("UNPROCESSABLE", noGoal(), { fields: { availability_percent: [noGoal()] } });
    }
    if (await hasSameTraffic(tx, wanted)) throw sameTraffic(wanted);
    const changed = await tx
      .update(slaTarget)
      .set({ ...columns, version: row.version + 1, updatedAt: now, updatedBy: actor })
      .where(eq(slaTarget.id, id))
      .returning()
      .catch((error: unknown) => {
        // Somebody else, who was not seen yet, gave another target this traffic meanwhile.
        throw isUniqueViolation(error) ? sameTraffic(wanted) : error;
      });
    const after: Target = toTarget(theRow<TargetRow>(changed));
    await recordAudit(tx, {
      ...{ actor, action: "target.change", subject: describeTargetScope(after), before, after, now },
    });
    return after;
  });
}

async function hasSameTraffic(tx: Db, wanted: Target): Promise<boolean> {
  const others = await tx
    .select()
    .from(slaTarget)
    .where(and(ne(slaTarget.id, wanted.id)));
  return others.some((other) => TARGET_DIMENSIONS.every((name) => other[name] === wanted[name]));
}

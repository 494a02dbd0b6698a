import { count } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import type { NewTarget, Target } from "@/lib/contract/targets";
import { TARGET_DIMENSIONS } from "@/lib/domain/sla/target";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { slaTarget } from "../schema/sla";
import { theRow } from "../the-row";
import { describeTargetScope, targetColumns, targetScopeText, toTarget } from "./target-row";

const TARGETS_MAX = 500;

/** Adds a target. CONFLICT where there is one of the same traffic, UNPROCESSABLE beyond TARGETS_MAX of them. */
export function createTarget(db: Db, input: { target: NewTarget; actor: string; now: Date }): Promise<Target> {
  const { target, actor, now } = input;
  return db.transaction(async (tx) => {
    const { n } = theRow(await tx.select({ n: count() }).from(slaTarget));
    if (n >= TARGETS_MAX) {
      throw new AppError("UNPROCESSABLE", t("There are {n} targets, and no more than that are allowed", { n }));
    }
    const [row] = await tx
      .insert(slaTarget)
      .values({ ...targetColumns(target), createdAt: now, createdBy: actor, updatedAt: now, updatedBy: actor })
      .onConflictDoNothing()
      .returning();
    if (!row) throw sameTraffic(target);
    const created = toTarget(row);
    await recordAudit(tx, {
      actor,
      action: "target.create",
      subject: describeTargetScope(created),
      after: created,
      now,
    });
    return created;
  });
}

/** What is answered where another target is of the same traffic already. */
export function sameTraffic(target: NewTarget | Target): AppError {
  const message = t("There is a target of {scope} already: change that one", { scope: targetScopeText(target) });
  const named = TARGET_DIMENSIONS.filter((name) => target[name] !== null);
  const fields = named.length > 0 ? named : TARGET_DIMENSIONS;
  return new AppError("CONFLICT", message, { fields: Object.fromEntries(fields.map((name) => [name, [message]])) });
}

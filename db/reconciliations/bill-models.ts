import { and, asc, eq } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { billModel } from "../schema/reconciliations";

export type BillModel = typeof billModel.$inferSelect;

/** What bills call models that have other names here, by provider and name. */
export function listBillModels(db: Db): Promise<BillModel[]> {
  return db.select().from(billModel).orderBy(asc(billModel.provider), asc(billModel.billName));
}

type Named = { provider: string; billName: string; model: string | null; actor: string; now: Date };

/** Remembers what a provider's bills call a model; with null for a model, forgets it. */
export function setBillModel(db: Db, { provider, billName, model, actor, now }: Named): Promise<void> {
  return db.transaction(async (tx) => {
    const isOne = and(eq(billModel.provider, provider), eq(billModel.billName, billName));
    const [before] = await tx.select().from(billModel).where(isOne).for("update");
    if ((before?.model ?? null) === model) return;
    const changed = { model: model ?? "", updatedAt: now, updatedBy: actor };
    if (model === null) await tx.delete(billModel).where(isOne);
    else {
      await tx
        .insert(billModel)
        .values({ provider, billName, ...changed })
        .onConflictDoUpdate({ target: [billModel.provider, billModel.billName], set: changed });
    }
    const sides = { before: before?.model ?? null, after: model };
    await recordAudit(tx, { actor, action: "bill-model.set", subject: `${provider} ${billName}`, ...sides, now });
  });
}

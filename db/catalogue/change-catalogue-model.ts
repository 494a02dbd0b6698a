import { and, eq } from "drizzle-orm";
import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { staleEdit } from "@/db/policies/stale-edit";
import { catalogueModel } from "@/db/schema/catalogue";
import type { CatalogueInput, CatalogueModel } from "@/lib/contract/catalogue";
import { AppError, type ErrorFields } from "@/lib/contract/error";
import { builtInModelOf } from "@/lib/domain/catalogue/built-in-models";
import { t } from "@/lib/messages/translate";
import { columnsOf, ofBuiltIn, ofRow } from "./catalogue-row";

export type ChangeCatalogueInput = { change: CatalogueInput; baseVersion: number; actor: string; now: Date };

/**
 * Changes what is known of a model. The first change of one that comes with the product stores it whole.
 *
 * NOT_FOUND; UNPROCESSABLE where it would retire before its release; PRECONDITION_FAILED where somebody changed it since, with
 * the fields that differ now.
 */
export function changeCatalogueModel(db: Db, input: ChangeCatalogueInput): Promise<CatalogueModel> {
  const { change, baseVersion, actor, now } = input;
  const { provider, model, reason } = change;
  const subject = `${provider}/${model}`;
  return db.transaction(async (tx) => {
    const isIt = and(eq(catalogueModel.provider, provider), eq(catalogueModel.model, model));
    const [stored] = await tx.select().from(catalogueModel).where(isIt).for("update");
    const builtIn = builtInModelOf(change);
    if (!stored && !builtIn) throw new AppError("NOT_FOUND", t("{model} is not in the catalogue", { model: subject }));
    const before = stored ? ofRow(stored) : builtIn && ofBuiltIn(builtIn);
    if (before?.version !== baseVersion) throw stale(before, change, baseVersion);
    refuseEarlyEnd({ ...before, ...change });

    const by = { updatedAt: now, updatedBy: actor, reason };
    const [row] = stored
      ? await tx
          .update(catalogueModel)
          .set({ ...columnsOf(change), ...by, version: stored.version + 1 })
          .where(isIt)
          .returning()
      : await tx
          .insert(catalogueModel)
          .values({
            ...columnsOf({ ...before, ...change }),
            ...{ provider, model },
            ...by,
            createdAt: now,
            createdBy: actor,
          })
          .onConflictDoNothing()
          .returning();
    if (!row) throw staleEdit(subject, 1, baseVersion);
    const after = ofRow(row);
    await recordAudit(tx, { actor, action: "catalogue.change", subject, before, after, now });
    return after;
  });
}

function refuseEarlyEnd({ released_on, retires_on }: CatalogueInput): void {
  if (released_on == null || retires_on == null || retires_on > released_on) return;
  const message = t("Must be after the release on {date}", { date: released_on });
  throw new AppError("UNPROCESSABLE", message, { fields: { retires_on: [message] } });
}

function stale(before: CatalogueModel | null | undefined, change: CatalogueInput, baseVersion: number): AppError {
  const wanted = Object.entries(change).filter(([name]) => name !== "reason");
  const fields: ErrorFields = {};
  for (const [name, now] of Object.entries(before ?? {})) {
    const other = wanted.find(([same]) => same === name);
    if (!other || JSON.stringify(other[1]) === JSON.stringify(now)) continue;
    fields[name] = [t("Is {value} now", { value: typeof now === "string" ? now : JSON.stringify(now) })];
  }
  return staleEdit(`${change.provider}/${change.model}`, before?.version ?? 0, baseVersion, fields);
}

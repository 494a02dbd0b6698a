import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { catalogueModel } from "@/db/schema/catalogue";
import type { CatalogueInput, CatalogueModel } from "@/lib/contract/catalogue";
import { AppError } from "@/lib/contract/error";
import { builtInModelOf } from "@/lib/domain/catalogue/built-in-models";
import { t } from "@/lib/messages/translate";
import { columnsOf, ofRow } from "./catalogue-row";

/** Adds a model at a provider. CONFLICT where it is known already, by this product or a user. */
export function addCatalogueModel(
  db: Db,
  { input, actor, now }: { input: CatalogueInput; actor: string; now: Date },
): Promise<CatalogueModel> {
  const { provider, model, reason } = input;
  return db.transaction(async (tx) => {
    if (builtInModelOf(input)) throw known(input);
    const by = { createdAt: now, createdBy: actor, updatedAt: now, updatedBy: actor };
    const [row] = await tx
      .insert(catalogueModel)
      .values({ ...{ provider, model, reason }, ...columnsOf(input), ...by })
      .onConflictDoNothing()
      .returning();
    if (!row) throw known(input);
    const after = ofRow(row);
    await recordAudit(tx, { actor, action: "catalogue.add", subject: `${provider}/${model}`, after, now });
    return after;
  });
}

function known({ provider, model }: CatalogueInput): AppError {
  return new AppError(
    "CONFLICT",
    t("{model} is in the catalogue already: change it instead", { model: `${provider}/${model}` }),
  );
}

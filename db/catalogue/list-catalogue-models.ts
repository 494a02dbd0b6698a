import type { Db } from "@/db/client";
import { catalogueModel } from "@/db/schema/catalogue";
import type { CatalogueModel } from "@/lib/contract/catalogue";
import { BUILT_IN_MODELS } from "@/lib/domain/catalogue/built-in-models";
import { ofBuiltIn, ofRow } from "./catalogue-row";

/** Every model that is known at a provider, by both names; what users stored counts where the product knows it too. */
export async function listCatalogueModels(db: Db): Promise<CatalogueModel[]> {
  const stored = (await db.select().from(catalogueModel)).map(ofRow);
  const taken = new Set(stored.map(pairOf));
  const builtIn = BUILT_IN_MODELS.map(ofBuiltIn).filter((known) => !taken.has(pairOf(known)));
  return [...builtIn, ...stored].sort((a, b) => (pairOf(a) < pairOf(b) ? -1 : 1));
}

function pairOf({ provider, model }: CatalogueModel): string {
  return JSON.stringify([model, provider]);
}

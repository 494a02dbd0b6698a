import { CATALOGUE, type CatalogueModel, type Modality } from "./catalogue";

const byId = new Map(CATALOGUE.map((model) => [model.id, model]));

/** What the catalogue knows of a model, or null of one it does not have. */
export function capabilitiesOf(id: string): Pick<CatalogueModel, "modalities" | "contextTokens"> | null {
  return byId.get(id) ?? null;
}

/** What a fallback cannot take though the model it stands in for can; null where either is not in the catalogue. */
export function missingIn(
  fallback: string,
  primary: string,
): { modalities: Modality[]; contextTokens: number | null } | null {
  const [own, wanted] = [capabilitiesOf(fallback), capabilitiesOf(primary)];
  if (!own || !wanted) return null;
  return {
    modalities: wanted.modalities.filter((modality) => !own.modalities.includes(modality)),
    contextTokens: own.contextTokens < wanted.contextTokens ? own.contextTokens : null,
  };
}

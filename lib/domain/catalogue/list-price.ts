import { CATALOGUE } from "./catalogue";

/** What the catalogue quotes for a million output tokens of a model, as a decimal in USD; null where it quotes nothing. */
export function listUsdPerMOutput(model: string): string | null {
  return CATALOGUE.find(({ id }) => id === model)?.price?.outputUsdPerMillion ?? null;
}

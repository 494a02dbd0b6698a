import { type CatalogueModel, findCatalogueModel } from "@/lib/domain/catalogue/catalogue";
import { catalogueModelOf } from "@/lib/domain/catalogue/catalogue-model-of";
import { MODEL_PROFILES, type ModelProfile } from "@/lib/domain/simulation/model-profiles";
import { FAULT_PREFIX } from "./fault-kinds";

/** What a model of the simulated provider is: how fast, how long its context is, and whether it takes pictures. */
export type SimulatedModel = { id: string; profile: ModelProfile; contextTokens: number; hasVision: boolean };

const EMBEDDING_MODELS = ["text-embedding-3-small", "text-embedding-3-large", "qwen3-embedding-8b"];
const EMBEDDING: ModelProfile = {
  ...{ provider: "global-apis", ttftMedianMs: 45, ttftSigma: 0.4, tokensPerSecond: 20_000 },
  ...{ failureShare: 0, reasoningShare: 0, cachesInput: false },
};
/** Whose latency a fault has that names no model. */
const DEFAULT_MODEL = "deepseek-v4-flash";
const DEFAULT_CONTEXT = 128_000;

const otherNames = new Map(
  Object.entries(MODEL_PROFILES).flatMap(([id, { alsoCalled }]) =>
    alsoCalled ? [[alsoCalled.toLowerCase(), id]] : [],
  ),
);

/** The names of all models. */
export const SIMULATED_MODELS: readonly string[] = [...Object.keys(MODEL_PROFILES), ...EMBEDDING_MODELS];

export function isEmbeddingModel(name: string): boolean {
  return EMBEDDING_MODELS.includes(name) || name.startsWith(FAULT_PREFIX);
}

/** The model that a name means, its maker before it or not; null stands for the default, and an unknown name has none. */
export function simulatedModelOf(name: string | null): SimulatedModel | null {
  if (name === null) return simulatedModelOf(DEFAULT_MODEL);
  if (EMBEDDING_MODELS.includes(name)) return modelOf(name, EMBEDDING, null);
  const known = catalogueModelOf(name);
  const id = otherNames.get(name.toLowerCase()) ?? known?.id ?? name;
  const profile = Object.hasOwn(MODEL_PROFILES, id) ? MODEL_PROFILES[id] : undefined;
  return profile ? modelOf(id, profile, known ?? findCatalogueModel(id)) : null;
}

function modelOf(id: string, profile: ModelProfile, known: CatalogueModel | null | undefined): SimulatedModel {
  return {
    id,
    profile,
    contextTokens: known?.contextTokens ?? DEFAULT_CONTEXT,
    hasVision: known?.modalities.includes("vision") ?? true,
  };
}

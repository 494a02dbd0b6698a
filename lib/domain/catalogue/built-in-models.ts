import { CATALOGUE, type Modality } from "./catalogue";
import { RETIREMENTS } from "./retirements";

/** What is known of a model at a provider; null is unknown, and of `retiresOn` that no end is announced. */
export type ModelFacts = {
  provider: string;
  model: string;
  label: string | null;
  modalities: readonly Modality[] | null;
  tools: boolean | null;
  contextWindowTokens: number | null;
  maxOutputTokens: number | null;
  /** Days as YYYY-MM-DD. */
  releasedOn: string | null;
  retiresOn: string | null;
  replacedBy: string | null;
  source: string | null;
};

const NOTHING = {
  ...{ label: null, modalities: null, tools: null, contextWindowTokens: null, maxOutputTokens: null },
  ...{ releasedOn: null, retiresOn: null, replacedBy: null, source: null },
} as const;

const pairOf = ({ provider, model }: { provider: string; model: string }) => JSON.stringify([provider, model]);

const models = new Map<string, ModelFacts>();
for (const { id: model, provider, name: label, modalities, contextTokens } of CATALOGUE) {
  models.set(pairOf({ provider, model }), {
    ...{ ...NOTHING, provider, model, label, modalities, contextWindowTokens: contextTokens },
    source: "built-in catalogue",
  });
}
for (const retirement of RETIREMENTS) {
  models.set(pairOf(retirement), { ...NOTHING, ...models.get(pairOf(retirement)), ...retirement });
}

/** What this product knows of models without anybody's help: its catalogue, and retirements that were announced. */
export const BUILT_IN_MODELS: readonly ModelFacts[] = [...models.values()];

/** The same of one model at one provider, or null. */
export function builtInModelOf(pair: { provider: string; model: string }): ModelFacts | null {
  return models.get(pairOf(pair)) ?? null;
}

import { t } from "@/lib/messages/translate";
import type { Modality } from "../catalogue/catalogue";
import { capabilitiesOf } from "../catalogue/model-capabilities";
import { formatCount } from "../format";
import type { Concern } from "./concerns";
import type { Winner } from "./winners";

/** What is known of models without a test: the only one that can, or the one with most. */
export function findFacts(models: readonly string[], places: ReadonlyMap<string, number>): Winner[] {
  return [
    capability("vision", models),
    capability("audio", models),
    most("context_window", models, (model) => capabilitiesOf(model)?.contextTokens ?? null, t("tokens")),
    most("variety", models, (model) => places.get(model) ?? null, t("providers in regions")),
  ];
}

function capability(modality: Extract<Modality, Concern>, models: readonly string[]): Winner {
  const known = models.filter((model) => capabilitiesOf(model) !== null);
  const able = known.filter((model) => capabilitiesOf(model)?.modalities.includes(modality));
  const unknown = models.filter((model) => !known.includes(model));
  const note = unknown.length > 0 ? t("; not in the catalogue: {models}", { models: unknown.join(", ") }) : "";
  const why =
    able.length === 0
      ? t("none of them has it")
      : t("{models} of {count} in the catalogue", { models: able.join(", "), count: known.length });
  return fact(modality, able.length === 1 ? (able[0] ?? null) : null, `${why}${note}`);
}

function most(concern: Concern, models: readonly string[], of: (model: string) => number | null, unit: string): Winner {
  const ranked = models
    .flatMap((model) => {
      const value = of(model);
      return value === null ? [] : [{ model, value }];
    })
    .sort((a, b) => b.value - a.value || (a.model < b.model ? -1 : 1));
  const [first, second] = ranked;
  if (!first) return fact(concern, null, t("not known of any of them"));
  const why = ranked.map(({ model, value }) => `${model} ${formatCount(value)}`).join(", ");
  return fact(concern, second?.value === first.value ? null : first.model, `${unit}: ${why}`);
}

function fact(concern: Concern, winner: string | null, why: string): Winner {
  return { concern, scope: null, winner, why, n: 0, effect: null, p: null };
}

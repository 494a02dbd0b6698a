import type { z } from "zod";
import { addCatalogueModelOperation, type CatalogueModel } from "@/lib/contract/catalogue";
import { MODALITIES, type Modality } from "@/lib/domain/catalogue/catalogue";
import { t } from "@/lib/messages/translate";

/** What is known of a model, as it stands in the form. */
export type ModelDraft = {
  provider: string;
  model: string;
  label: string;
  modalities: readonly Modality[];
  tools: "" | "yes" | "no";
  context_window_tokens: string;
  max_output_tokens: string;
  released_on: string;
  retires_on: string;
  replaced_by: string;
  source: string;
  reason: string;
};

export const EMPTY_MODEL: ModelDraft = {
  ...{ provider: "", model: "", label: "", modalities: ["text"], tools: "", context_window_tokens: "" },
  ...{ max_output_tokens: "", released_on: "", retires_on: "", replaced_by: "", source: "", reason: "" },
};

/** What is known of a stored model, for the form; why it was changed last is no reason for the next change. */
export function modelDraftOf(known: CatalogueModel): ModelDraft {
  const text = (value: string | number | null) => (value === null ? "" : String(value));
  return {
    ...{ provider: known.provider, model: known.model, label: text(known.label), modalities: known.modalities ?? [] },
    tools: known.tools === null ? "" : known.tools ? "yes" : "no",
    context_window_tokens: text(known.context_window_tokens),
    max_output_tokens: text(known.max_output_tokens),
    ...{ released_on: text(known.released_on), retires_on: text(known.retires_on) },
    ...{ replaced_by: text(known.replaced_by), source: text(known.source), reason: "" },
  };
}

/** What a draft asks to be stored, before it is checked; what is empty is unknown. */
export function modelInputOf(draft: ModelDraft): z.input<typeof addCatalogueModelOperation.body> {
  const text = (value: string) => (value.trim() === "" ? null : value.trim());
  const count = (value: string) => (value.trim() === "" ? null : Number(value.replaceAll(",", "")));
  return {
    ...{ provider: draft.provider.trim(), model: draft.model.trim(), label: text(draft.label) },
    modalities: draft.modalities.length === 0 ? null : MODALITIES.filter((name) => draft.modalities.includes(name)),
    tools: draft.tools === "" ? null : draft.tools === "yes",
    context_window_tokens: count(draft.context_window_tokens),
    max_output_tokens: count(draft.max_output_tokens),
    ...{ released_on: text(draft.released_on), retires_on: text(draft.retires_on) },
    ...{ replaced_by: text(draft.replaced_by), source: text(draft.source), reason: draft.reason.trim() },
  };
}

/** What is wrong with it, by field. Asked before it is sent, as JSON has no word for what is no number. */
export function modelProblems(input: ReturnType<typeof modelInputOf>): Record<string, string> {
  const issues = addCatalogueModelOperation.body.safeParse(input).error?.issues ?? [];
  return Object.fromEntries(
    issues.map(({ path, code, message: problem }) => {
      const name = path.map(String).join(".");
      const isNeeded = name === "provider" || name === "model" || name === "reason";
      return [name, isNeeded && code === "too_small" ? t("Required") : problem];
    }),
  );
}

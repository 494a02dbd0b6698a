import type { catalogueModel } from "@/db/schema/catalogue";
import type { CatalogueInput, CatalogueModel } from "@/lib/contract/catalogue";
import { builtInModelOf, type ModelFacts } from "@/lib/domain/catalogue/built-in-models";

type Row = typeof catalogueModel.$inferSelect;

/** A stored row as answers have it. */
export function ofRow(row: Row): CatalogueModel {
  return {
    ...ofFacts(row),
    is_built_in: builtInModelOf(row) !== null,
    version: row.version,
    updated_by: row.updatedBy,
    updated_at: row.updatedAt.toISOString(),
    reason: row.reason,
  };
}

/** What the product knows by itself, as answers have it. */
export function ofBuiltIn(facts: ModelFacts): CatalogueModel {
  const nobody = { version: 0, updated_by: null, updated_at: null, reason: null };
  return { ...ofFacts(facts), is_built_in: true, ...nobody };
}

function ofFacts(facts: ModelFacts) {
  return {
    provider: facts.provider,
    model: facts.model,
    label: facts.label,
    modalities: facts.modalities && [...facts.modalities],
    tools: facts.tools,
    context_window_tokens: facts.contextWindowTokens,
    max_output_tokens: facts.maxOutputTokens,
    released_on: facts.releasedOn,
    retires_on: facts.retiresOn,
    replaced_by: facts.replacedBy,
    source: facts.source,
  };
}

/** The columns of what was sent; of what was left out, none. */
export function columnsOf(sent: Partial<CatalogueInput>) {
  return {
    label: sent.label,
    modalities: sent.modalities,
    tools: sent.tools,
    contextWindowTokens: sent.context_window_tokens,
    maxOutputTokens: sent.max_output_tokens,
    releasedOn: sent.released_on,
    retiresOn: sent.retires_on,
    replacedBy: sent.replaced_by,
    source: sent.source,
  };
}

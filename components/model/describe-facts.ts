import type { CatalogueModel } from "@/lib/contract/catalogue";
import { MODALITY_NAMES } from "@/lib/domain/catalogue/modality-names";
import { formatCount } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

type Facts = Pick<CatalogueModel, "label" | "modalities" | "context_window_tokens" | "max_output_tokens">;

/** What the catalogue knows of a model, in one line: the facts of its first provider. */
export function describeFacts(known: readonly Facts[]): string {
  const [first] = known;
  if (first === undefined) return "";
  const { label, modalities, context_window_tokens: context, max_output_tokens: output } = first;
  return [
    label,
    modalities?.map((name) => t(MODALITY_NAMES[name])).join(", "),
    context === null ? null : t("{count} tokens of context", { count: formatCount(context) }),
    output === null ? null : t("up to {count} tokens out", { count: formatCount(output) }),
  ]
    .filter(Boolean)
    .join(" · ");
}

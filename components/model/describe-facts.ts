import type { CatalogueModel } from "@/lib/contract/catalogue";
import { formatCount } from "@/lib/domain/format";

type Facts = Pick<CatalogueModel, "label" | "modalities" | "context_window_tokens" | "max_output_tokens">;

/** What the catalogue knows of a model, in one line: the facts of its first provider. */
export function describeFacts(known: readonly Facts[]): string {
  const [first] = known;
  if (first === undefined) return "";
  const { label, modalities, context_window_tokens: context, max_output_tokens: output } = first;
  return [
    label,
    modalities?.join(", "),
    context === null ? null : `${formatCount(context)} tokens of context`,
    output === null ? null : `up to ${formatCount(output)} tokens out`,
  ]
    .filter(Boolean)
    .join(" · ");
}

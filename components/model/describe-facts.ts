import type { CatalogueModel } from "@/lib/contract/catalogue";
import { formatCount } from "@/lib/domain/format";

type Facts = Pick<
  CatalogueModel,
  "provider" | "label" | "modalities" | "context_window_tokens" | "max_output_tokens" | "retires_on" | "replaced_by"
>;

/** What the catalogue knows of a model, in one line: facts of its first provider, retirements of each. */
export function describeFacts(known: readonly Facts[]): string {
  const [first] = known;
  if (first === undefined) return "";
  const { label, modalities, context_window_tokens: context, max_output_tokens: output } = first;
  return [
    label,
    modalities?.join(", "),
    context === null ? null : `${formatCount(context)} tokens of context`,
    output === null ? null : `up to ${formatCount(output)} tokens out`,
    ...known.map(({ provider, retires_on, replaced_by }) => {
      if (retires_on === null) return null;
      return `retires at ${provider} on ${retires_on}${replaced_by ? `, replaced by ${replaced_by}` : ""}`;
    }),
  ]
    .filter(Boolean)
    .join(" · ");
}

import type { CatalogueModel } from "@/lib/contract/catalogue";
import { formatCount } from "@/lib/domain/format";
import { type Message, message, t } from "@/lib/messages/translate";

type Facts = Pick<CatalogueModel, "label" | "modalities" | "context_window_tokens" | "max_output_tokens">;

const MODALITY_NAMES: Readonly<Record<NonNullable<Facts["modalities"]>[number], Message>> = {
  text: message("text"),
  vision: message("vision"),
  audio: message("audio"),
  video: message("video"),
};

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

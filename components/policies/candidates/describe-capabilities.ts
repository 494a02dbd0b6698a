import { MODALITY_NAMES } from "@/lib/domain/catalogue/modality-names";
import { capabilitiesOf, missingIn } from "@/lib/domain/catalogue/model-capabilities";
import { formatCount } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

/** "text, vision · 128k tokens", or null of a model the catalogue does not have. */
export function describeCapabilities(model: string): string | null {
  const known = capabilitiesOf(model);
  return (
    known &&
    t("{modalities} · {contextTokens} tokens", {
      modalities: known.modalities.map((modality) => t(MODALITY_NAMES[modality])).join(", "),
      contextTokens: formatCount(known.contextTokens),
    })
  );
}

/** What requests a fallback would fail that the primary can answer, or null of none that are known. */
export function fallbackWarning(fallback: string, primary: string): string | null {
  const missing = missingIn(fallback.trim(), primary.trim());
  if (!missing || fallback.trim() === primary.trim()) return null;
  const { modalities, contextTokens } = missing;
  if (modalities.length > 0) {
    return t("Takes no {modalities}, which {primary} does: such requests fail on this fallback", {
      modalities: modalities.map((modality) => t(MODALITY_NAMES[modality])).join(t(" and no ")),
      primary: primary.trim(),
    });
  }
  if (contextTokens === null) return null;
  return t("Takes {contextTokens} tokens, fewer than {primary}: longer requests fail on this fallback", {
    contextTokens: formatCount(contextTokens),
    primary: primary.trim(),
  });
}

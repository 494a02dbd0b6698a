import { capabilitiesOf, missingIn } from "@/lib/domain/catalogue/model-capabilities";
import { formatCount } from "@/lib/domain/format";

/** "text, vision · 128k tokens", or null of a model the catalogue does not have. */
export function describeCapabilities(model: string): string | null {
  const known = capabilitiesOf(model);
  return known && `${known.modalities.join(", ")} · ${formatCount(known.contextTokens)} tokens`;
}

/** What requests a fallback would fail that the primary can answer, or null of none that are known. */
export function fallbackWarning(fallback: string, primary: string): string | null {
  const missing = missingIn(fallback.trim(), primary.trim());
  if (!missing || fallback.trim() === primary.trim()) return null;
  const { modalities, contextTokens } = missing;
  if (modalities.length > 0) {
    return `Takes no ${modalities.join(" and no ")}, which ${primary.trim()} does: such requests fail on this fallback`;
  }
  if (contextTokens === null) return null;
  return `Takes ${formatCount(contextTokens)} tokens, fewer than ${primary.trim()}: longer requests fail on this fallback`;
}

import { modelAtProvider } from "@/lib/domain/pricing/model-at-provider";
import { providerIdOf } from "@/lib/domain/pricing/provider-id";

/** The list splits some providers by the kind or the maker of their models. */
const SPLIT = /^(vertex_ai|fireworks_ai)-[\w-]+$/;
const KIND = /^text-completion-|_chat$/;
const AWS_REGION = /^bedrock\/([a-z]{2}(?:-gov)?-[a-z]+-\d)\//;

export type ListedName = { provider: string; model: string; region: string | null };

/** Whose price an entry is, by our names; null where it names no provider. */
export function litellmName(key: string, listed: string): ListedName | null {
  const provider = providerIdOf(listed.replace(SPLIT, "$1").replace(KIND, ""));
  if (provider === null) return null;
  const region = AWS_REGION.exec(key)?.[1] ?? null;
  return { provider, model: modelAtProvider(provider, key), region };
}

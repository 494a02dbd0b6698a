import { INSIDE, type Meaning, OPEN, XAI } from "./meaning";
import { SDK_MEANINGS } from "./sdk-meanings";
import { ANTHROPIC_OR_BEDROCK, type Source } from "./source";

type ProviderMeaning = { providers: string; matches: (source: Source) => boolean; meaning: Meaning; evidence: string };

const isClaude = ({ model }: Pick<Source, "model">) => /claude/i.test(model ?? "");

/** By the provider's own convention, of the instrumentations that no row of the SDKs is about. */
export const PROVIDER_MEANINGS: readonly ProviderMeaning[] = [
  {
    providers: "Anthropic, Bedrock; Claude at Vertex, or where no provider is given",
    matches: (source) =>
      ANTHROPIC_OR_BEDROCK.test(source.provider ?? "") ||
      (isClaude(source) && (source.provider === null || /vertex|google|^gcp/i.test(source.provider))),
    meaning: OPEN,
    evidence: "they count without, and OpenTelemetry asks for with: semantic-conventions PR 3163",
  },
  {
    providers: "xAI",
    matches: ({ provider }) => /^x[-_]?ai\b/i.test(provider ?? ""),
    meaning: XAI,
    evidence: "@pydantic/genai-prices for x-ai",
  },
  { providers: "all others", matches: () => true, meaning: INSIDE, evidence: "OpenTelemetry's conventions" },
];

/** What a span's counts mean by its SDK, or by the provider whose numbers it most likely passes on. */
export function meaningOfSource(source: Source): Meaning {
  const row = [...SDK_MEANINGS, ...PROVIDER_MEANINGS].find(({ matches }) => matches(source));
  const meaning = row?.meaning ?? INSIDE;
  return meaningAt(source, meaning);
}

type At = Pick<Source, "model" | "provider"> & { scope?: string | null };

/** A meaning at its provider: Gemini's totals count what tools put into the prompt, whoever passes them on. */
export function meaningAt(source: At, meaning: Meaning): Meaning {
  if (!isGemini(source)) return meaning;
  // Run with @langchain/google-genai 2.3.2: its other counts have neither, and models think more often than they use tools.
  return { ...meaning, countsToolInput: true, hidesReasoning: /langchain|langsmith/i.test(source.scope ?? "") };
}

function isGemini(source: At): boolean {
  if (isClaude(source)) return false;
  return /gemini/i.test(source.model ?? "") || /google|gemini|^gcp\./i.test(source.provider ?? "");
}

import { isFields } from "../values";
import { BESIDE, GEMINI, INSIDE, type Meaning, OPEN, XAI } from "./meaning";

/** One row of the table of `docs/integrations.md`: of the rows of which a usage block has a word, the first counts. */
type BlockMeaning = { api: string; words: readonly string[]; and?: string; meaning: Meaning; evidence: string };

export const BLOCK_MEANINGS: readonly BlockMeaning[] = [
  {
    api: "Gemini",
    words: ["promptTokenCount", "prompt_token_count", "candidatesTokenCount", "candidates_token_count"],
    meaning: GEMINI,
    evidence: "Gemini's UsageMetadata; where the candidates have the thoughts in them, the total says so",
  },
  {
    api: "xAI",
    words: ["num_sources_used", "cost_in_usd_ticks"],
    meaning: XAI,
    evidence: "@pydantic/genai-prices for x-ai; vercel/ai PR 9774",
  },
  {
    api: "gateways in front of Anthropic, in OpenAI's words",
    words: ["cache_read_input_tokens", "cache_creation_input_tokens", "cache_creation"],
    and: "prompt_tokens",
    meaning: OPEN,
    evidence: "run with @portkey-ai/gateway 1.15.2 (without); LiteLLM (with)",
  },
  {
    api: "Anthropic",
    words: ["cache_read_input_tokens", "cache_creation_input_tokens", "cache_creation"],
    meaning: BESIDE,
    evidence: "Anthropic's prompt caching documentation",
  },
  {
    api: "Bedrock",
    words: ["cacheReadInputTokens", "cacheWriteInputTokens", "cacheCreationInputTokens", "cacheReadInputTokenCount"],
    meaning: BESIDE,
    evidence: "Bedrock's TokenUsage; any-llm PR 814",
  },
  {
    api: "the AI SDK's usage objects",
    words: ["cachedInputTokens"],
    meaning: OPEN,
    evidence: "vercel/ai 8794 and 8795",
  },
];
/** All others: OpenAI, Azure, DeepSeek, Moonshot, Mistral, Groq, Cohere, LangChain, OpenRouter and what speaks like them. */
export const OTHER_BLOCKS = INSIDE;

/** How the words of a usage block mean its counts. */
export function meaningOfBlock(block: unknown): Meaning {
  if (!isFields(block)) return OTHER_BLOCKS;
  const has = (word: string) => block[word] !== undefined && block[word] !== null;
  return (
    BLOCK_MEANINGS.find(({ words, and }) => words.some(has) && (and === undefined || has(and)))?.meaning ?? OTHER_BLOCKS
  );
}

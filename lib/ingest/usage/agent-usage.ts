import { firstOf, tokensOf } from "../values";
import { readUsage } from "./read-usage";
import type { Usage } from "./tokens";

/** One row of the table of `docs/integrations.md`: as which API's usage block the counts of an agent's log events are read. */
type AgentCounts = {
  agent: string;
  versions: string;
  api: string;
  /** The words of that block, dots standing for objects within it, and the attributes they are taken from. */
  words: Readonly<Record<string, string>>;
  evidence: string;
};

const OPENAI_FIELDS = { input: "input_tokens", cached: "input_tokens_details.cached_tokens" };
const GEMINI_FIELDS = {
  promptTokenCount: "input_token_count",
  candidatesTokenCount: "output_token_count",
  cachedContentTokenCount: "cached_content_token_count",
  thoughtsTokenCount: "thoughts_token_count",
  toolUsePromptTokenCount: "tool_token_count",
  totalTokenCount: "total_token_count",
};

export const AGENT_COUNTS = {
  claudeCode: {
    agent: "Claude Code",
    versions: "1.0 to 2.1",
    api: "Anthropic",
    words: {
      input_tokens: "input_tokens",
      cache_read_input_tokens: "cache_read_tokens",
      cache_creation_input_tokens: "cache_creation_tokens",
      output_tokens: "output_tokens",
    },
    evidence: "code.claude.com, monitoring usage; a span of 2.1.266 has 2 input tokens beside 84,562 read",
  },
  codex: {
    agent: "Codex",
    versions: "0.137 to 0.159",
    api: "OpenAI",
    words: {
      [OPENAI_FIELDS.input]: "input_token_count",
      [OPENAI_FIELDS.cached]: "cached_token_count",
      "input_tokens_details.cache_write_tokens": "cache_write_token_count",
      output_tokens: "output_token_count",
      "output_tokens_details.reasoning_tokens": "reasoning_token_count",
    },
    evidence: "codex-rs, otel/src/events/session_telemetry.rs; its `tool_token_count` is the total, by its issue 40208",
  },
  geminiCli: {
    agent: "Gemini CLI",
    versions: "to 0.56",
    api: "Gemini",
    words: GEMINI_FIELDS,
    evidence: "gemini-cli, packages/core/src/telemetry/types.ts at 5411f11",
  },
  qwenCode: {
    agent: "Qwen Code",
    versions: "all",
    api: "Gemini, where the total decides",
    words: GEMINI_FIELDS,
    evidence: "qwen-code, packages/core/src/telemetry/loggers.ts at 1089705",
  },
  grokBuild: {
    agent: "Grok Build",
    versions: "schema v1",
    api: "OpenAI",
    words: {
      [OPENAI_FIELDS.input]: "input_tokens",
      [OPENAI_FIELDS.cached]: "cache_read_tokens",
      "input_tokens_details.cache_write_tokens": "cache_creation_tokens",
      output_tokens: "output_tokens",
      "output_tokens_details.reasoning_tokens": "reasoning_tokens",
    },
    evidence:
      "grok-build, telemetry/external/schema.rs; its input has what was read from the cache in it, as run with 1.0.46",
  },
} as const satisfies Record<string, AgentCounts>;

export type CountingAgent = keyof typeof AGENT_COUNTS;

/** What an event of an agent says that its call used. Where every count is 0 the agent knew of none. */
export function agentUsage(agent: CountingAgent, attributes: ReadonlyMap<string, unknown>): Usage {
  const block: Record<string, unknown> = {};
  let isUsed = false;
  for (const [word, attribute] of Object.entries<string>(AGENT_COUNTS[agent].words)) {
    const count = tokensOf(attributes.get(attribute));
    if (count === null) continue;
    isUsed ||= count > 0;
    const [outer = "", inner] = word.split(".");
    block[outer] = inner === undefined ? count : { ...objectAt(block, outer), [inner]: count };
  }
  // A total of 0 is what is written where the provider gave none.
  if (block.totalTokenCount === 0) delete block.totalTokenCount;
  return isUsed ? readUsage(block) : { tokens: {} };
}

function objectAt(block: Readonly<Record<string, unknown>>, name: string): object {
  const value = firstOf(block[name]);
  return typeof value === "object" && value !== null ? value : {};
}

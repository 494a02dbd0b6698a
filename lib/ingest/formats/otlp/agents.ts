import type { CountingAgent } from "../../usage/agent-usage";
import type { LogEvent } from "./read-logs";

/**
 * A coding agent that reports its calls as log events: the names of its events, of those that end a call and those that
 * say how one failed.
 *
 * Sources: code.claude.com's monitoring page (Claude Code 2.1), codex-rs/otel at 0136a73, gemini-cli 0.56 and qwen-code
 * 0.x (packages/core/src/telemetry), grok-build (telemetry/external/schema.rs, v1).
 */
export type Agent = {
  counts: CountingAgent;
  prefix: string;
  /** The instrumentation of its events and spans. */
  scope: RegExp;
  answered: readonly string[];
  failed: readonly string[];
  cancelled: readonly string[];
  /** What announces a call, or reports a piece of one. */
  parts: readonly string[];
  /** Whose models it calls where nothing else says so. */
  provider: (model: string) => string | null;
};

const isOneOf = (models: RegExp, provider: string) => (model: string) => (models.test(model) ? provider : null);

const CLAUDE_CODE: Agent = {
  counts: "claudeCode",
  prefix: "claude_code.",
  scope: /^com\.anthropic\.claude_code/,
  answered: ["api_request"],
  failed: ["api_error"],
  cancelled: [],
  parts: ["api_refusal", "api_request_body", "api_response_body"],
  // Bedrock's and Vertex's names are others.
  provider: isOneOf(/^claude-[\w.-]+$/, "anthropic"),
};
/** Its calls are told in pieces: see codex-events.ts. */
export const CODEX: Agent = {
  counts: "codex",
  prefix: "codex.",
  scope: /^codex_/,
  answered: [],
  failed: [],
  cancelled: [],
  parts: ["turn_ttft", "turn_cost"],
  provider: isOneOf(/^(?:gpt-(?!oss)|o\d|codex)/, "openai"),
};
const GEMINI_CLI: Agent = {
  counts: "geminiCli",
  prefix: "gemini_cli.",
  scope: /^gemini-cli$/,
  answered: ["api_response"],
  failed: ["api_error"],
  cancelled: [],
  parts: ["api_request"],
  provider: isOneOf(/^(?:models\/)?gem/, "google"),
};
const QWEN_CODE: Agent = {
  counts: "qwenCode",
  prefix: "qwen-code.",
  scope: /^qwen-code$/,
  answered: ["api_response"],
  failed: ["api_error"],
  cancelled: ["api_cancel"],
  parts: ["api_request", "api_retry"],
  provider: () => null,
};
const GROK_BUILD: Agent = {
  counts: "grokBuild",
  prefix: "grok_code.",
  scope: /^ai\.xai\.grok_code/,
  answered: ["api_request"],
  failed: ["api_error"],
  cancelled: [],
  parts: [],
  provider: isOneOf(/^grok/, "x-ai"),
};
const AGENTS = [CLAUDE_CODE, CODEX, GEMINI_CLI, QWEN_CODE, GROK_BUILD];

/** Whose event a log record is and its name without the agent's own before it; null where it is no known agent's. */
export function agentOf({ names, scope }: LogEvent): { agent: Agent; name: string } | null {
  for (const agent of AGENTS) {
    const full = names.find((name) => name.startsWith(agent.prefix));
    if (full !== undefined) return { agent, name: full.slice(agent.prefix.length) };
  }
  const agent = AGENTS.find((each) => each.scope.test(scope ?? ""));
  const [name] = names;
  return agent && name !== undefined ? { agent, name } : null;
}

/** Whether an agent whose calls are counted by their log events made a span, which then only repeats them. */
export function isAgentScope(scope: string | null): boolean {
  return AGENTS.some((agent) => agent.scope.test(scope ?? ""));
}

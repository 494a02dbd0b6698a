import type { Tokens } from "../usage/tokens";

/**
 * What a cost of 0 beside tokens means, by what each sender's own code does where it knows no price.
 *
 * openlit: both SDKs answer 0 for a model that is not in their list, and when the list could not be fetched.
 * litellm: its payloads fall back to 0, in the callback, in the old flat one and in the spend logs' column.
 * agent, cloudflare, kong: they have lists of their own, and 0 for what is not in them.
 * helicone: its requests table has 0 for a model that its cost package does not know.
 * openrouter: what was charged, and models with `:free` are. The others pass on what the app or the service says.
 */
const ZERO_IS = {
  openlit: "unknown",
  litellm: "unknown",
  agent: "unknown",
  cloudflare: "unknown",
  kong: "unknown",
  helicone: "unknown",
  openrouter: "free",
  langfuse: "free",
  portkey: "free",
  otlp: "free",
} as const satisfies Record<string, "unknown" | "free">;

export type CostSource = keyof typeof ZERO_IS;

/** The cost of a call that used tokens, or null where a 0 says no more than that its sender knows no price. */
export function reportedCost(source: CostSource, costUsd: number | null): number | null {
  return costUsd === 0 && ZERO_IS[source] === "unknown" ? null : costUsd;
}

/** Whether a call used any: of one that did not, 0 is what it cost. */
export function usedTokens(tokens: Tokens): boolean {
  return Boolean(tokens.input_tokens) || Boolean(tokens.output_tokens);
}

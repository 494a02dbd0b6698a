import { fnv1a32, hashShare } from "@/lib/breaker/fnv1a";
import { createRandom } from "@/lib/domain/simulation/random";
import { answerPieces } from "./answer-text";
import type { Call } from "./call";
import type { SimulatedModel } from "./simulated-models";
import { piecesOf, toolArguments } from "./tool-arguments";

/** What a model answers, in no provider's dialect yet. */
export type Answer = {
  id: string;
  /** As the call named it. */
  model: string;
  createdSeconds: number;
  /** Of the weights and their server; another one where the checkpoint was swapped. */
  fingerprint: string;
  pieces: readonly string[];
  /** The function whose arguments the pieces are, or null where they are words. */
  tool: { id: string; name: string } | null;
  finish: "stop" | "length" | "tool";
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
};

export type AnswerInput = {
  seed: number;
  createdSeconds: number;
  /** How many tokens it has, instead of as many as the seed says. */
  tokens: number | null;
  /** How much longer it is, and other weights speak, where these are not the model's own; 1 where they are. */
  swapFactor: number | null;
};

const MEDIAN_TOKENS = 90;
const SIGMA = 0.55;
const MIN_TOKENS = 8;
const MAX_TOKENS = 2_000;
/** OpenAI and others cache prompts from 1,024 tokens, in steps of 128. */
const CACHED_FROM = 1_024;
const CACHED_STEP = 128;
const CACHED_SHARE = 0.4;

/** The answer to a call: with the same seed, the same call is answered in the same words, streamed or not. */
export function createAnswer(call: Call, model: SimulatedModel, input: AnswerInput): Answer {
  const weights = `${input.seed} ${model.id}${input.swapFactor === null ? "" : " swapped"}`;
  const seed = fnv1a32(`${weights} ${call.hash}`);
  const drawn = createRandom(seed).logNormal(MEDIAN_TOKENS * (input.swapFactor ?? 1), SIGMA);
  const wanted = input.tokens ?? Math.round(Math.min(MAX_TOKENS, Math.max(MIN_TOKENS, drawn)));
  const whole = call.tool
    ? piecesOf(JSON.stringify(toolArguments(call.tool.parameters, seed)))
    : answerPieces(seed, wanted);
  const pieces = whole.slice(0, call.maxOutputTokens ?? whole.length);
  const isCached = model.profile.cachesInput && hashShare(`${call.hash} cached`) < CACHED_SHARE;
  const hex = seed.toString(16).padStart(8, "0");
  return {
    id: hex,
    model: call.model,
    createdSeconds: input.createdSeconds,
    fingerprint: `fp_${fnv1a32(weights).toString(16).padStart(8, "0")}`,
    pieces,
    tool: call.tool && { id: hex, name: call.tool.name },
    finish: pieces.length < whole.length ? "length" : call.tool ? "tool" : "stop",
    inputTokens: call.inputTokens,
    cachedInputTokens:
      isCached && call.inputTokens >= CACHED_FROM ? Math.floor(call.inputTokens / 2 / CACHED_STEP) * CACHED_STEP : 0,
    outputTokens: pieces.length,
  };
}

import { isBuildOf } from "@/lib/domain/is-build-of";
import { at, firstOf, flagOf, givenNameOf, nameOf, numberOf, unpackJson } from "../../values";
import type { Span } from "./read-spans";

/** Whether LiteLLM made it (1.81 and later): by its tracer's name, or by what no other sender writes. */
export function isLiteLlm({ scope, attributes }: Span): boolean {
  return scope === "litellm" || attributes.has("hidden_params") || attributes.has("litellm.call_id");
}

/**
 * The model that answered and the one asked for. A proxy writes the caller's alias into the answer, so the deployment's
 * name is right unless the answer names a build of it.
 */
export function modelsOfLiteLlm(names: { deployment: string | null; asked: string | null; answering: string | null }): {
  model: string | null;
  requested: string | null;
} {
  const { deployment, asked, answering } = names;
  const called = deployment ?? asked;
  if (called === null) return { model: answering, requested: null };
  if (answering !== null && isBuildOf(answering, called)) return { model: answering, requested: asked };
  return { model: called, requested: deployment === null ? firstOf(answering, asked) : asked };
}

/** Where LiteLLM sent a call, which knows better than "openai", its name for whatever speaks OpenAI's protocol. */
export function addressOfLiteLlm(span: Span): string | null {
  return isLiteLlm(span) ? givenNameOf(at(hiddenParams(span), "api_base")) : null;
}

/** Whether LiteLLM answered from its own cache: it gives the key of what it found, and no upstream that was asked. */
export function isLiteLlmReplay(span: Span): boolean {
  if (!isLiteLlm(span)) return false;
  const hidden = hiddenParams(span);
  const flags = [at(hidden, "cache_hit"), ...CACHE_HIT.map((name) => span.attributes.get(name))];
  if (flags.some((flag) => flagOf(flag) === true)) return true;
  const wasAsked = nameOf(at(hidden, "api_base")) !== null && numberOf(at(hidden, "response_cost")) !== 0;
  return nameOf(at(hidden, "cache_key")) !== null && !wasAsked;
}

const CACHE_HIT = ["cache_hit", "metadata.cache_hit", "litellm.cache_hit", "litellm.cache.hit"];

function hiddenParams({ attributes }: Span): unknown {
  return unpackJson(attributes.get("hidden_params"));
}

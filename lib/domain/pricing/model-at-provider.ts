import { providerIdOf } from "./provider-id";

/** Sellers whose own name in front of a model may be a part of the model's name → where it is. */
const OWN_NAMES: ReadonlyMap<string, RegExp> = new Map([
  ["openrouter", /^openrouter\/[^/]+$/i],
  ["groq", /^groq\/compound\b[^/]*$/i],
  ["nvidia", /^nvidia\/[^/]+$/i],
]);

/** By seller, what stands before a model that says where or how it is called, not which model it is. */
const PLACES: ReadonlyMap<string, RegExp> = new Map([
  // "models/…", "publishers/google/models/…", "projects/…/locations/…/publishers/anthropic/models/…"
  ["google", /^(?:.*\/)?models\/(?=.)/],
  // A model or a system's profile within an ARN, and LiteLLM's routes and regions. Of an application's own profile the ARN
  // is all that is known.
  [
    "aws",
    /^(?:arn:aws[\w-]*:bedrock:[^/]*:(?:foundation-model|inference-profile)\/|(?:converse|converse_like|invoke)\/|[a-z]{2}(?:-gov)?-[a-z]+-\d\/)+(?=.)/,
  ],
  ["fireworks", /^accounts\/fireworks\/models\/(?=.)/],
  ["openai", /^responses\/(?=.)/],
  ["azure", /^(?:responses|o_series|gpt5_series)\/(?=.)/],
]);

/**
 * The name of a model at its provider: "deepseek/deepseek-v4-flash" at DeepSeek is its deepseek-v4-flash.
 *
 * At anyone else the prefix is kept, since there it is a part of the name.
 */
export function modelAtProvider(provider: string, model: string): string {
  const name = withoutSeller(provider, model);
  const place = PLACES.get(provider);
  return place ? name.replace(place, "") : name;
}

function withoutSeller(provider: string, model: string): string {
  const slash = model.indexOf("/");
  const rest = model.slice(slash + 1);
  if (slash <= 0 || rest === "" || OWN_NAMES.get(provider)?.test(model)) return model;
  return providerIdOf(model.slice(0, slash)) === provider ? rest : model;
}

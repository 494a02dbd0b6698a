import { providerIdOf } from "./provider-id";

/** Sellers whose own name in front of a model is a part of the model's name, unless another maker's follows it. */
const OWN_NAMES: ReadonlySet<string> = new Set(["openrouter", "groq", "nvidia"]);
/** Before the last of these stands the place of a resource: "models/…", "publishers/google/models/…". */
const RESOURCE = "models/";

/**
 * The name of a model at its provider: "deepseek/deepseek-v4-flash" at DeepSeek is its deepseek-v4-flash.
 *
 * At anyone else the prefix is kept, since there it is a part of the name.
 */
export function modelAtProvider(provider: string, model: string): string {
  const slash = model.indexOf("/");
  if (slash <= 0) return model;
  if (provider === "google") {
    const at = model.lastIndexOf(RESOURCE);
    if (at === 0 || model[at - 1] === "/") return model.slice(at + RESOURCE.length) || model;
  }
  const rest = model.slice(slash + 1);
  if (rest === "" || providerIdOf(model.slice(0, slash)) !== provider) return model;
  return OWN_NAMES.has(provider) && !rest.includes("/") ? model : rest;
}

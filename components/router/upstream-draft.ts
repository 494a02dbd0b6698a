import type { ErrorFields } from "@/lib/contract/error";
import {
  type NewUpstreamInput,
  newUpstreamSchema,
  UPSTREAM_SHAPES,
  type Upstream,
  type UpstreamChangeInput,
  type UpstreamShape,
} from "@/lib/contract/upstreams";
import { type Message, message } from "@/lib/messages/translate";

export const UPSTREAM_FIELDS = [
  "name",
  "shape",
  "base_url",
  "provider",
  "region",
  "models",
  "key",
  "key_variable",
  "max_concurrency",
  "requests_per_minute",
  "tokens_per_minute",
] as const;
export type UpstreamField = (typeof UPSTREAM_FIELDS)[number];

/** An upstream as it stands in the form: texts, as they were typed. A key is typed anew or left. */
export type UpstreamDraft = Record<UpstreamField, string>;
export type UpstreamProblems = Partial<Record<UpstreamField, string>>;

export const FIELD_LABELS: Record<UpstreamField, Message> = {
  name: message("Name"),
  shape: message("Kind"),
  base_url: message("Base URL"),
  provider: message("Provider"),
  region: message("Region"),
  models: message("Models"),
  key: message("Key"),
  key_variable: message("Variable with the key"),
  max_concurrency: message("Calls at once"),
  requests_per_minute: message("Requests per minute"),
  tokens_per_minute: message("Tokens per minute"),
};

export const SHAPE_LABELS: Record<UpstreamShape, Message> = {
  openai: message("OpenAI-compatible"),
  anthropic: message("Anthropic Messages"),
};

/** The form of an upstream, or of a new one. */
export function draftOf(upstream: Upstream | null): UpstreamDraft {
  const text = (value: string | number | null | undefined) => String(value ?? "");
  return {
    ...{ name: text(upstream?.name), shape: upstream?.shape ?? "openai", base_url: text(upstream?.base_url) },
    ...{ provider: text(upstream?.provider), region: text(upstream?.region) },
    models: (upstream?.models ?? []).map(modelLine).join("\n"),
    ...{ key: "", key_variable: text(upstream?.key_variable) },
    max_concurrency: text(upstream?.max_concurrency),
    requests_per_minute: text(upstream?.requests_per_minute),
    tokens_per_minute: text(upstream?.tokens_per_minute),
  };
}

/** "glm-5", or "glm-5 = zai-org/GLM-5" where it is asked for by another name. */
export function modelLine({ model, asked }: Upstream["models"][number]): string {
  return model === asked ? model : `${model} = ${asked}`;
}

export function isSameDraft(one: UpstreamDraft, other: UpstreamDraft): boolean {
  return UPSTREAM_FIELDS.every((name) => one[name] === other[name]);
}

/** What a draft asks for, before it is checked. */
export function inputOf(draft: UpstreamDraft): NewUpstreamInput {
  const limit = (text: string) => (text.trim() === "" ? null : Number(text));
  return {
    ...{ name: draft.name.trim(), base_url: draft.base_url.trim() },
    shape: UPSTREAM_SHAPES.find((shape) => shape === draft.shape) ?? "openai",
    ...{ provider: draft.provider.trim(), region: draft.region.trim(), models: modelsOf(draft.models) },
    max_concurrency: limit(draft.max_concurrency),
    requests_per_minute: limit(draft.requests_per_minute),
    tokens_per_minute: limit(draft.tokens_per_minute),
    ...(draft.key.trim() !== "" && { key: draft.key.trim() }),
    ...(draft.key_variable.trim() !== "" && { key_variable: draft.key_variable.trim() }),
  };
}

/** The same as a change of `base`: the variable that stands in the form is sent again where the address is another one. */
export function changeOf(draft: UpstreamDraft, base: Upstream): UpstreamChangeInput {
  const { key_variable, ...input } = inputOf(draft);
  const isNamed =
    key_variable !== undefined && (key_variable !== base.key_variable || input.base_url !== base.base_url);
  return { ...input, ...(isNamed && { key_variable }) };
}

/** A model on each line, or after a comma; after = the name that the upstream is asked for. */
function modelsOf(text: string): NewUpstreamInput["models"] {
  return text.split(/[\n,]/).flatMap((line) => {
    const [model = "", ...rest] = line.split("=").map((part) => part.trim());
    if (model === "" && rest.length === 0) return [];
    return [{ model, asked: rest.length === 0 ? model : rest.join("=") }];
  });
}

/** What is wrong with a draft, by field. */
export function draftProblems(draft: UpstreamDraft): UpstreamProblems {
  const parsed = newUpstreamSchema.safeParse(inputOf(draft));
  if (parsed.success) return {};
  const problems: UpstreamProblems = {};
  for (const { path, message: problem } of parsed.error.issues) {
    const field = UPSTREAM_FIELDS.find((name) => name === path[0]);
    if (field) problems[field] ??= problem;
  }
  return problems;
}

/** The same from what the API refused. */
export function fieldProblems(fields: ErrorFields): UpstreamProblems {
  const problems: UpstreamProblems = {};
  for (const [path, messages] of Object.entries(fields)) {
    const field = UPSTREAM_FIELDS.find((name) => name === path.split(".")[0]);
    if (field) problems[field] ??= messages.join(". ");
  }
  return problems;
}

import { z } from "zod";
import { normalizeBaseUrl } from "@/lib/domain/upstreams/base-url";
import { KEY_STATES, UPSTREAM_STATES } from "@/lib/domain/upstreams/key-state";
import { KEY_VARIABLE } from "@/lib/domain/upstreams/key-variable";
import { TEST_RESULTS } from "@/lib/domain/upstreams/test-result";
import { t } from "@/lib/messages/translate";
import { dimensionName, instantText, shortText } from "./common";
import { operation } from "./operation";
import { rowParamsSchema } from "./path-params";
import { A_WHOLE_NUMBER, atLeast, atMost, charactersAtMost, SOME_CHANGE } from "./refusals";

export const UPSTREAM_SHAPES = ["openai", "anthropic"] as const;
export type UpstreamShape = (typeof UPSTREAM_SHAPES)[number];

const MODELS_MAX = 200;
/** Beyond what any provider grants, and a 32-bit integer. */
const LIMIT_MAX = 2_000_000_000;
const KEY_CHARACTERS_MAX = 4_000;

const baseUrl = z
  .string()
  .max(2_000, charactersAtMost("2,000"))
  .transform((text, context) => {
    const url = normalizeBaseUrl(text.trim());
    if (url !== null) return url;
    context.addIssue({
      code: "custom",
      message: t(
        "Must be an address such as https://api.example.com/v1, without a login, a query or what is called below it",
      ),
    });
    return z.NEVER;
  });

/** Sent as a header, so that nothing else can be one. */
const keyText = z
  .string()
  .max(KEY_CHARACTERS_MAX, charactersAtMost(KEY_CHARACTERS_MAX))
  .regex(/^[\x21-\x7e]+$/, { error: () => t("Must be printable ASCII without spaces") });

const keyVariable = z.string().regex(KEY_VARIABLE, {
  error: () => t("Must begin with SWITCHYARD_UPSTREAM_KEY_, then have capital letters, digits or _"),
});

const limit = z.int(A_WHOLE_NUMBER).min(1, atLeast(1)).max(LIMIT_MAX, atMost(LIMIT_MAX)).nullable();

const models = z
  .array(z.strictObject({ model: dimensionName, asked: dimensionName }))
  .min(1, { error: () => t("Name at least one model") })
  .max(MODELS_MAX, atMost(MODELS_MAX))
  .superRefine((all, context) => {
    const seen = new Set<string>();
    for (const { model } of all) {
      if (seen.has(model)) context.addIssue({ code: "custom", message: t("{model} is named twice", { model }) });
      seen.add(model);
    }
  });

const fields = {
  name: shortText(200),
  shape: z.enum(UPSTREAM_SHAPES),
  base_url: baseUrl,
  provider: dimensionName,
  region: dimensionName,
  models,
  max_concurrency: limit,
  requests_per_minute: limit,
  tokens_per_minute: limit,
  is_enabled: z.boolean(),
};

/** Written, and never read back: the key itself, or the variable of the server's environment that has it. */
const keys = { key: keyText.optional(), key_variable: keyVariable.optional() };

function refuseTwoKeys(
  input: { key?: string | undefined; key_variable?: string | undefined },
  context: z.RefinementCtx,
) {
  if (input.key === undefined || input.key_variable === undefined) return;
  context.addIssue({ code: "custom", path: ["key_variable"], message: t("Give either a key or a variable") });
}

export const newUpstreamSchema = z
  .strictObject({
    ...fields,
    ...keys,
    max_concurrency: limit.default(null),
    requests_per_minute: limit.default(null),
    tokens_per_minute: limit.default(null),
    is_enabled: z.boolean().default(true),
  })
  .superRefine(refuseTwoKeys);
export type NewUpstream = z.output<typeof newUpstreamSchema>;
export type NewUpstreamInput = z.input<typeof newUpstreamSchema>;

export const upstreamChangeSchema = z
  .strictObject({ ...z.strictObject(fields).partial().shape, ...keys })
  .refine((change) => Object.keys(change).length > 0, SOME_CHANGE)
  .superRefine(refuseTwoKeys);
export type UpstreamChange = z.output<typeof upstreamChangeSchema>;
export type UpstreamChangeInput = z.input<typeof upstreamChangeSchema>;

export const upstreamTestSchema = z.object({
  at: instantText,
  result: z.enum(TEST_RESULTS),
  /** The result in a sentence. */
  message: z.string(),
});
export type UpstreamTest = z.infer<typeof upstreamTestSchema>;

/** What is set of an upstream and may be read. */
export const upstreamTermsSchema = z.object({
  id: z.int(),
  name: z.string(),
  shape: z.enum(UPSTREAM_SHAPES),
  base_url: z.string(),
  provider: z.string(),
  region: z.string(),
  models: z.array(z.object({ model: z.string(), asked: z.string() })),
  max_concurrency: z.int().nullable(),
  requests_per_minute: z.int().nullable(),
  tokens_per_minute: z.int().nullable(),
  is_enabled: z.boolean(),
  /** The variable that has its key, or the last characters of a stored one. */
  key_variable: z.string().nullable(),
  key_hint: z.string().nullable(),
  version: z.int(),
  created_at: instantText,
  created_by: z.string(),
  updated_at: instantText,
  updated_by: z.string(),
});
export type UpstreamTerms = z.infer<typeof upstreamTermsSchema>;

export const upstreamSchema = upstreamTermsSchema.extend({
  state: z.enum(UPSTREAM_STATES),
  key_state: z.enum(KEY_STATES),
  /** The latest test of this version; null where there was none. */
  test: upstreamTestSchema.nullable(),
});
export type Upstream = z.infer<typeof upstreamSchema>;

export const upstreamsSchema = z.object({ as_of: instantText, upstreams: z.array(upstreamSchema) });
export type Upstreams = z.infer<typeof upstreamsSchema>;

export const upstreamsOperation = operation({
  method: "get",
  path: "/api/v1/upstreams",
  summary: "Where the router calls models, without keys",
  scope: "metrics:read",
  reply: upstreamsSchema,
});

export const createUpstreamOperation = operation({
  method: "post",
  path: "/api/v1/upstreams",
  summary: "Add an upstream; its key is stored encrypted, or named by a variable of the server's environment",
  scope: "admin",
  body: newUpstreamSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: upstreamSchema,
  status: 201,
});

export const changeUpstreamOperation = operation({
  method: "patch",
  path: "/api/v1/upstreams/{id}",
  summary:
    "Change an upstream, or take it out of rotation; a base URL of another host needs the key again. If-Match names the version that was edited",
  scope: "admin",
  params: rowParamsSchema,
  body: upstreamChangeSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: upstreamSchema,
  headers: ["If-Match"],
});

export const deleteUpstreamOperation = operation({
  method: "delete",
  path: "/api/v1/upstreams/{id}",
  summary: "Delete an upstream with its key; If-Match names the version that is deleted",
  scope: "admin",
  params: rowParamsSchema,
  headers: ["If-Match"],
  status: 204,
});

export const testUpstreamOperation = operation({
  method: "post",
  path: "/api/v1/upstreams/{id}/test",
  summary: "Ask an upstream for its models and a few tokens, within 10 seconds; ten times a minute",
  scope: "admin",
  params: rowParamsSchema,
  reply: upstreamTestSchema,
});

export const UPSTREAM_OPERATIONS = [
  upstreamsOperation,
  createUpstreamOperation,
  changeUpstreamOperation,
  deleteUpstreamOperation,
  testUpstreamOperation,
] as const;

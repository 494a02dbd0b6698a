import { z } from "zod";
import { MODALITIES } from "@/lib/domain/catalogue/catalogue";
import { providerIdOf } from "@/lib/domain/pricing/provider-id";
import { t } from "@/lib/messages/translate";
import { dimensionName, instantText, shortText } from "./common";
import { operation } from "./operation";
import { A_WHOLE_NUMBER, atLeast, atMost } from "./refusals";

const MAX_WINDOW_TOKENS = 1_000_000_000;
const provider = dimensionName.transform((name) => providerIdOf(name) ?? name.trim().toLowerCase());
const day = z.iso.date({ error: () => t("Must be a date such as 2027-01-14") }).nullish();
const tokens = z
  .int(A_WHOLE_NUMBER)
  .min(1, atLeast(1))
  .max(MAX_WINDOW_TOKENS, atMost(MAX_WINDOW_TOKENS.toLocaleString("en")))
  .nullish();

const factShape = {
  label: shortText(200).nullish(),
  /** What it can be sent; null is unknown. */
  modalities: z
    .array(z.enum(MODALITIES, { error: () => t("Must be some of {names}", { names: MODALITIES.join(", ") }) }))
    .min(1)
    .transform((names) => MODALITIES.filter((name) => names.includes(name)))
    .nullish(),
  tools: z.boolean().nullish(),
  context_window_tokens: tokens,
  max_output_tokens: tokens,
  released_on: day,
  /** The first day without it at this provider. */
  retires_on: day,
  replaced_by: dimensionName.nullish(),
  source: shortText(200).nullish(),
};

/** What is known of a model at a provider. In a change, what is left out stays, and null makes it unknown. */
const catalogueInputSchema = z
  .strictObject({ provider, model: dimensionName, ...factShape, reason: shortText(1_000) })
  .refine(({ released_on, retires_on }) => released_on == null || retires_on == null || retires_on > released_on, {
    path: ["retires_on"],
    error: () => t("Must be after released_on"),
  });
export type CatalogueInput = z.output<typeof catalogueInputSchema>;

export const catalogueModelSchema = z.object({
  provider: z.string(),
  model: z.string(),
  label: z.string().nullable(),
  modalities: z.array(z.enum(MODALITIES)).nullable(),
  tools: z.boolean().nullable(),
  context_window_tokens: z.int().nullable(),
  max_output_tokens: z.int().nullable(),
  released_on: z.string().nullable(),
  retires_on: z.string().nullable(),
  replaced_by: z.string().nullable(),
  source: z.string().nullable(),
  /** It comes with this product, whether or not a user has changed what is known of it. */
  is_built_in: z.boolean(),
  /** For If-Match; 0 where no user stored anything. */
  version: z.int(),
  updated_by: z.string().nullable(),
  updated_at: instantText.nullable(),
  reason: z.string().nullable(),
});
export type CatalogueModel = z.infer<typeof catalogueModelSchema>;

export const catalogueOperation = operation({
  method: "get",
  path: "/api/v1/catalogue",
  summary: "What is known of models at providers: capabilities, sizes, release and retirement",
  scope: "metrics:read",
  reply: z.object({ models: z.array(catalogueModelSchema) }),
});

export const addCatalogueModelOperation = operation({
  method: "post",
  path: "/api/v1/catalogue",
  summary: "Add a model at a provider to the catalogue",
  scope: "prices:write",
  body: catalogueInputSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: catalogueModelSchema,
  status: 201,
});

export const changeCatalogueModelOperation = operation({
  method: "patch",
  path: "/api/v1/catalogue",
  summary:
    'Change what is known of a model; If-Match names the version that was edited, "0" where nobody has changed it yet',
  scope: "prices:write",
  body: catalogueInputSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: catalogueModelSchema,
  headers: ["If-Match"],
});

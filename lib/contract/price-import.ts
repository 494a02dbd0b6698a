import { z } from "zod";
import { t } from "@/lib/messages/translate";
import { countSchema, dimensionName, instantText, instantUs, shortText } from "./common";
import { errorBodySchema } from "./error";
import { operation } from "./operation";
import { amountText } from "./price-terms";
import { priceWarningSchema, providerName } from "./prices";
import { charactersAtMost } from "./refusals";

/** What a price list is written in. `genai-prices` is the list that is installed, and needs no text. */
export const PRICE_LIST_FORMATS = ["litellm", "openrouter", "genai-prices", "csv"] as const;
export type PriceListFormat = (typeof PRICE_LIST_FORMATS)[number];

/** Over three times what LiteLLM's list has. */
export const PRICE_LIST_MAX_CHARACTERS = 8_000_000;
/** An import of more changes than this is refused: choose providers. */
export const MAX_IMPORTED_ROWS = 5_000;

/** As many as are listed as missing. */
export const MAX_ENDED = 1_000;

const rowName = z.string().min(1).max(500);
const rowNames = z.array(rowName).max(10_000);

/** A price list, whose models of it are wanted, and what the user has decided on. */
export const priceImportSchema = z
  .strictObject({
    format: z.enum(PRICE_LIST_FORMATS),
    text: z.string().max(PRICE_LIST_MAX_CHARACTERS, charactersAtMost("8,000,000")).optional(),
    file_name: shortText(200).optional(),
    /** `seen`: models in traffic, or with a price. `all`: whatever is listed. */
    scope: z.enum(["seen", "all"]).default("seen"),
    /** Only these; every one without. */
    providers: z.array(providerName).min(1).max(200).optional(),
    /** From when on the list holds; now where it is left out. */
    valid_from: instantUs.optional(),
    /** Rows that are not imported. */
    leave_out: rowNames.default([]),
    /** Rows that are meant although they look like a slip or ask for nothing. */
    confirm: rowNames.default([]),
    /** Of `missing`, the prices that end where the list begins to hold. None does that is not named. */
    end_missing: z.array(z.int().positive()).max(MAX_ENDED).default([]),
    reason: shortText(1_000).optional(),
    /** False gives the difference and stores nothing. */
    apply: z.boolean().default(false),
    /** Of the difference that was looked at; needed to apply. */
    state: z.string().max(100).optional(),
  })
  .refine(({ format, text }) => format === "genai-prices" || text !== undefined, {
    path: ["text"],
    error: () => t("Is missing"),
  });
export type PriceImport = z.output<typeof priceImportSchema>;

const amount = amountText.nullable();

/** What becomes of one row of the list. */
export const importRowSchema = z.object({
  row: z.string(),
  /** A placeholder asks nothing for anything, which may mean free or unknown: it is imported where it is confirmed. */
  kind: z.enum(["refused", "placeholder", "changed", "added", "unchanged"]),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  standing: z.enum(["list", "contract"]),
  /** The conditions under which the price applies, in words. */
  when: z.array(z.string()),
  currency: z.string(),
  /** From when on it would hold. */
  starts_at: instantText.nullable(),
  /** What is asked for a million tokens or one unit, before and after, where that is different. */
  changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  /** The version that would end where this begins. */
  replaces: z
    .object({ id: z.int(), valid_from: instantText, source: z.string(), created_by: z.string().nullable() })
    .nullable(),
  warnings: z.array(priceWarningSchema),
  refusals: z.array(z.object({ field: z.string(), message: z.string() })),
  /** A contract's price, which counts instead of this one, and whether it asks something else. */
  contract: z.object({ id: z.int(), input: amountText, output: amount, differs: z.boolean() }).nullable(),
  /** What the list says beside this and no price holds. */
  not_imported: z.array(z.string()),
  is_left_out: z.boolean(),
  is_confirmed: z.boolean(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

const missingSchema = z.object({
  id: z.int(),
  provider: z.string(),
  model: z.string(),
  when: z.array(z.string()),
  source: z.string(),
  /** Why it cannot be ended here; null where it can. */
  stays_because: z.string().nullable(),
});
export type MissingPrice = z.infer<typeof missingSchema>;

export const importDiffSchema = z.object({
  format: z.enum(PRICE_LIST_FORMATS),
  valid_from: instantText,
  /** Send it back to apply just this. */
  state: z.string(),
  applied: z.boolean(),
  counts: z.object({
    added: countSchema,
    changed: countSchema,
    unchanged: countSchema,
    placeholder: countSchema,
    refused: countSchema,
    /** Among the added and changed: those that must be confirmed. */
    questioned: countSchema,
    left_out: countSchema,
    missing: countSchema,
    /** Of models that are not wanted. */
    out_of_scope: countSchema,
    /** Entries that are no price of tokens. */
    skipped: countSchema,
    /** What was stored. */
    stored: countSchema,
    closed: countSchema,
    /** Of the missing: those that were ended. */
    ended: countSchema,
  }),
  rows: z.array(importRowSchema),
  /** Rows that are counted and not listed. */
  unlisted: countSchema,
  /** Active list prices of the providers in the list that it does not have. They stay, unless `end_missing` names them. */
  missing: z.array(missingSchema),
});
export type ImportDiff = z.infer<typeof importDiffSchema>;

/** 412: the prices are others by now; the difference to these. */
export const staleImportSchema = errorBodySchema.extend({ diff: importDiffSchema });

export const importPricesOperation = operation({
  method: "post",
  path: "/api/v1/prices/import",
  summary:
    "What a price list would change, and its import; 412 with the new difference where the prices have changed since",
  scope: "prices:write",
  query: z.strictObject({
    /** The same as in the body, which it overrules. */
    apply: z.enum(["true", "false"]).optional(),
  }),
  body: priceImportSchema,
  hasOwnBodyReader: true,
  reply: importDiffSchema,
});

export const exportPricesOperation = operation({
  method: "get",
  path: "/api/v1/prices.csv",
  summary: "The prices that hold now or will, as the CSV that the import reads",
  scope: "metrics:read",
  query: z.strictObject({ provider: providerName.optional(), model: dimensionName.optional() }),
});

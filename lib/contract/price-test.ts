import { z } from "zod";
import { OUTCOMES } from "@/lib/domain/outcome";
import { CALL_UNITS } from "@/lib/domain/pricing/call-units";
import { t } from "@/lib/messages/translate";
import { dimensionName, instantUs, usdText } from "./common";
import { MAX_TOKENS, MAX_UNITS } from "./log-record";
import { operation } from "./operation";
import { amountText } from "./price-terms";
import { priceSchema } from "./prices";

const tokens = z.int().min(0).max(MAX_TOKENS).nullish();

/** What a call used, by the names of the log record. */
const testedUsageSchema = z.strictObject({
  input_tokens: tokens,
  cached_input_tokens: tokens,
  cache_write_tokens: tokens,
  cache_write_1h_tokens: tokens,
  output_tokens: tokens,
  reasoning_tokens: tokens,
  audio_input_tokens: tokens,
  cached_audio_input_tokens: tokens,
  audio_output_tokens: tokens,
  image_input_tokens: tokens,
  image_output_tokens: tokens,
  units: z.partialRecord(z.enum(CALL_UNITS), z.number().min(0).max(MAX_UNITS)).nullish(),
});
export type TestedUsage = z.output<typeof testedUsageSchema>;

/** What a call used, and the conditions under which it ran. */
export const priceTestSchema = z
  .strictObject({
    provider: dimensionName.nullish(),
    model: dimensionName,
    /** Now, where it is left out. */
    at: instantUs.nullish(),
    service_tier: dimensionName.nullish(),
    region: dimensionName.nullish(),
    outcome: z.enum(OUTCOMES).default("ok"),
    usage: testedUsageSchema.optional(),
    /** Instead of `usage`: the usage as a provider answers with it, such as OpenAI, Anthropic or Gemini, or the whole answer. */
    provider_usage: z.record(z.string(), z.unknown()).optional(),
  })
  .refine(({ usage, provider_usage }) => (usage === undefined) !== (provider_usage === undefined), {
    path: ["usage"],
    error: () => t("Give either usage or provider_usage"),
  });
export type PriceTest = z.output<typeof priceTestSchema>;

export const priceTestReplySchema = z.object({
  /** The names the price was looked for under. */
  provider: z.string(),
  models: z.array(z.string()),
  /** What was used, as it was understood. */
  usage: testedUsageSchema,
  price: priceSchema.nullable(),
  lines: z.array(
    z.object({
      kind: z.string(),
      quantity: z.number(),
      /** For a million tokens or for one unit; null has no price. */
      amount: amountText.nullable(),
      per: z.enum(["million tokens", "unit"]),
      /** What the line comes to, exactly, in the price's currency. */
      total: amountText.nullable(),
      rule: z.string(),
    }),
  ),
  currency: z.string().nullable(),
  /** In the price's currency and in dollars, rounded once; null is unknown. */
  amount: amountText.nullable(),
  cost_usd: usdText.nullable(),
  /** What a dollar bought of the currency on the day. */
  per_usd: amountText.nullable(),
  estimated: z.boolean(),
  /** Why there is no cost. */
  unpriced_because: z.string().nullable(),
});
export type PriceTestReply = z.infer<typeof priceTestReplySchema>;

export const testPriceOperation = operation({
  method: "post",
  path: "/api/v1/prices/test",
  summary: "What a usage costs, line by line, with the rule behind each",
  scope: "metrics:read",
  body: priceTestSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: priceTestReplySchema,
});

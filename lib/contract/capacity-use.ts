import { z } from "zod";
import { capacitySchema, MAX_UNIT_TOKENS, MAX_UNITS } from "./capacity";
import { checkWindow, countSchema, dimensionName, fraction, instantText, listOf, usdText } from "./common";
import { namePatterns } from "./discounts";
import { operation } from "./operation";
import { amountPico, amountText } from "./price-terms";
import { providerName } from "./prices";
import { A_NUMBER } from "./refusals";
import { spendWindowShape } from "./spend-window";

/** More than nothing, without a limit: from a share of 1 on capacity never pays. */
const share = z.number().min(0);

/** What it costs both ways; below zero the difference is what capacity saves. */
const bothWaysSchema = z.object({ token_usd: usdText, capacity_usd: usdText, difference_usd: usdText });

/** When capacity pays, on the use of the whole hours of a window. */
export const breakEvenSchema = z.object({
  hours: countSchema,
  busy_hours: countSchema,
  busy_share: fraction.nullable(),
  /** The busy share from which it pays; null where no use has a cost. */
  pays_from_share: share.nullable(),
  /** How full the throughput is, and from where it pays; null where the throughput is not known. */
  utilisation: fraction.nullable(),
  utilisation_pays_from: share.nullable(),
  pays: z.boolean(),
  /** What the throughput does not take, at the token price; it is in `capacity_usd`. */
  spilled_usd: usdText,
  /** Of the attempts, those whose cost is known. */
  priced_share: fraction.nullable(),
  /** The cost of a month of 730 hours both ways; null without hours, and where no use has a price. */
  month: bothWaysSchema.nullable(),
});
export type BreakEvenAnswer = z.infer<typeof breakEvenSchema>;

/** One hour: what its use costs by the token. */
const hourSchema = z.object({ at: instantText, attempts: countSchema, tokens: countSchema, token_usd: usdText });

const amounts = {
  attempts: countSchema,
  tokens: countSchema,
  /** What was paid for it. */
  capacity_usd: usdText.nullable(),
  /** What the same use would have cost by the token, which nobody billed; null where nothing of it has a price. */
  token_usd: usdText.nullable(),
  priced_share: fraction.nullable(),
};

/** Who used capacity; what was idle has neither model nor app. Its cost per million tokens is of its own share, without idle hours. */
const capacityShareSchema = z.object({
  model: z.string().nullable(),
  app: z.string().nullable(),
  is_idle: z.boolean(),
  ...amounts,
  allocated_usd_per_m: usdText.nullable(),
});
export type CapacityShare = z.infer<typeof capacityShareSchema>;

export const capacityUseSchema = z.object({
  from: instantText,
  to: instantText,
  as_of: instantText,
  capacity: z.array(
    z.object({
      capacity: capacitySchema,
      /** Shares, the idle one among them, add up to these. Null where its currency has no rate of a day. */
      ...amounts,
      idle_usd: usdText.nullable(),
      /** What was paid by tokens used, and by tokens at full use. */
      allocated_usd_per_m: usdText.nullable(),
      used_usd_per_m: usdText.nullable(),
      /** For an hour, in dollars; of a plan a month's by 730. */
      usd_per_hour: usdText.nullable(),
      break_even: breakEvenSchema.nullable(),
      /** Whether apps could be told apart: not in one region alone once single attempts are gone. */
      has_apps: z.boolean(),
      shares: z.array(capacityShareSchema),
    }),
  ),
  total: z.object({ ...amounts, idle_usd: usdText.nullable() }),
});
export type CapacityUse = z.infer<typeof capacityUseSchema>;

export const capacityUseOperation = operation({
  method: "get",
  path: "/api/v1/capacity/use",
  summary: "What reserved capacity cost, shared out over who used it, and when it pays",
  scope: "metrics:read",
  query: z
    .strictObject({ ...spendWindowShape, format: z.enum(["json", "csv"]).default("json") })
    .superRefine(checkWindow),
  reply: capacityUseSchema,
});

const number = (max: number) => z.coerce.number<number | string>(A_NUMBER).int().min(1).max(max);

export const breakEvenOperation = operation({
  method: "get",
  path: "/api/v1/capacity/break-even",
  summary: "From which use capacity by the hour pays, on the hours of one's own traffic",
  scope: "metrics:read",
  query: z
    .strictObject({
      ...spendWindowShape,
      provider: providerName,
      /** Names, or beginnings before a `*`; left out is every model. */
      model: z.preprocess(listOf<string>, namePatterns),
      region: dimensionName.optional(),
      /** Of one unit. */
      price_usd_per_hour: amountPico,
      units: number(MAX_UNITS).default(1),
      tokens_per_unit: number(MAX_UNIT_TOKENS).optional(),
    })
    .superRefine(checkWindow),
  reply: z.object({
    from: instantText,
    to: instantText,
    as_of: instantText,
    usd_per_hour: amountText,
    break_even: breakEvenSchema,
    hours: z.array(hourSchema),
  }),
});
export type BreakEvenReply = z.infer<typeof breakEvenOperation.reply>;

import { z } from "zod";
import { UNPRICED_REASONS } from "@/lib/domain/unpriced";
import { checkWindow, countSchema, filterShape, instantText } from "./common";
import { operation } from "./operation";
import { spendWindowShape } from "./spend-window";
import { answeredFilters } from "./stats";

const unpricedQuerySchema = z.strictObject({ ...spendWindowShape, ...filterShape }).superRefine(checkWindow);

/** Attempts without a cost of one model at one provider, all for one reason. */
export const unpricedRowSchema = z.object({
  model: z.string(),
  provider: z.string(),
  reason: z.enum(UNPRICED_REASONS),
  attempts: countSchema,
  /** Input and output; null where none of them reported usage. */
  tokens: countSchema.nullable(),
  first_at: instantText,
  last_at: instantText,
  /** From when on there is a price of the model at the provider; null where there is none. */
  priced_from: instantText.nullable(),
});
export type UnpricedRow = z.infer<typeof unpricedRowSchema>;

export const unpricedSchema = z.object({
  from: instantText,
  to: instantText,
  as_of: instantText,
  /** From when on attempts are counted: later than `from` where single attempts are not retained so long. */
  counted_from: instantText,
  filters: answeredFilters,
  unpriced: z.array(unpricedRowSchema),
  attempts: countSchema,
});
export type Unpriced = z.infer<typeof unpricedSchema>;

export const unpricedOperation = operation({
  method: "get",
  path: "/api/v1/spend/unpriced",
  summary: "Attempts without a cost, by model and reason",
  scope: "metrics:read",
  query: unpricedQuerySchema,
  reply: unpricedSchema,
});

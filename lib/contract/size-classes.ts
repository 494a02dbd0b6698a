import { z } from "zod";
import { checkWindow, countSchema, filterShape, fraction, instantText, windowShape } from "./common";
import { moneySchema } from "./comparison";
import { operation } from "./operation";
import { answeredFilters, methodSchema, percentilesSchema } from "./stats";

/** What attempts with inputs of one size did; of those whose size is not known, as most failures', both ends are null. */
export const sizeClassSchema = z.object({
  name: z.string(),
  /** From so many input tokens on, and below so many; null where there is no such end. */
  input_tokens_min: countSchema.nullable(),
  input_tokens_max: countSchema.nullable(),
  /** Of those read. */
  attempts: countSchema,
  /** Of this class alone: too low for a known size where failures came without a number of input tokens, which are of unknown size. */
  error_rate: fraction.nullable(),
  ttft_ms: percentilesSchema,
  duration_ms: percentilesSchema,
  output_tokens_per_s: percentilesSchema,
  /** What an answered request cost in attempts of this size; null where too few of them have a price. */
  usd_per_request: moneySchema.nullable(),
  priced_share: fraction.nullable(),
});
export type SizeClassStats = z.infer<typeof sizeClassSchema>;

export const sizeClassesSchema = z.object({
  from: instantText,
  to: instantText,
  as_of: instantText,
  /** `sample`: the attempts of every `stride`th slice of the window; with a stride of 1 they are all, and `exact`. */
  method: z.enum([...methodSchema.options, "sample"]),
  stride: countSchema,
  filters: answeredFilters,
  /** Of those read, the attempts in no size: what is not text, where some is and no operation is asked for. */
  left_out: countSchema,
  /** Those that have attempts, the smallest first, the unknown last. */
  sizes: z.array(sizeClassSchema),
});
export type SizeClasses = z.infer<typeof sizeClassesSchema>;

export const sizeClassesOperation = operation({
  method: "get",
  path: "/api/v1/stats/sizes",
  summary: "Latency, speed and cost by size of input",
  scope: "metrics:read",
  query: z.strictObject({ ...windowShape, ...filterShape }).superRefine(checkWindow),
  reply: sizeClassesSchema,
});

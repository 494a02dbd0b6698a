import { z } from "zod";
import { OUTCOMES } from "@/lib/domain/outcome";
import { parseUsd } from "@/lib/domain/pricing/usd";

const ms = z.number().min(0);
const tokens = z.int().min(0).nullable();
const name = z.string().nullable();

/** What one call to a model showed; null is what nobody knows. */
const measuredSchema = z.object({
  outcome: z.enum(OUTCOMES),
  http_status: z.int().nullable(),
  error_code: name,
  /** Until the first token, of reasoning too; counted from when the call was sent. */
  ttft_ms: ms.nullable(),
  duration_ms: ms,
  input_tokens: tokens,
  cached_input_tokens: tokens,
  output_tokens: tokens,
  reasoning_tokens: tokens,
  finish_reason: name,
  /** The model that the answer names. */
  answered_by: name,
});
export type Measured = z.infer<typeof measuredSchema>;

/** A line of a run's results: which request it was, when it was sent and what came of it. */
export const resultSchema = measuredSchema.extend({
  model: z.string(),
  region: z.string().nullable(),
  index: z.int().min(0),
  prompt: z.string(),
  repetition: z.int().min(0),
  started_at: z.iso.datetime(),
  /** In ms of the run's time: when the call was due (null in a closed loop) and when it was sent. */
  due_ms: ms.nullable(),
  sent_ms: ms,
  /** By the price book of the day of the run; null where the price or the usage is not known. */
  cost_usd: z
    .string()
    .refine((text) => parseUsd(text) !== null)
    .nullable(),
});
export type Result = z.infer<typeof resultSchema>;

/** How long a call waited after it was due until it was sent; nothing in a closed loop. */
export function waitedMs({ due_ms, sent_ms }: Pick<Result, "due_ms" | "sent_ms">): number {
  return due_ms === null ? 0 : Math.max(0, sent_ms - due_ms);
}

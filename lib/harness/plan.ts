import { z } from "zod";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { CONCURRENCY_MAX, patternSchema } from "./pattern";
import { promptSchema } from "./prompt";

export const REQUESTS_MAX = 10_000_000;
/** 48 hours. */
export const DURATION_SECONDS_MAX = 172_800;

/** Everything that decides what a run asks, of whom and when: the same plan asks the same. Written once, when the run begins. */
export const planSchema = z.strictObject({
  version: z.literal(1),
  id: z.uuid(),
  created_at: z.iso.datetime(),
  /** `{region}` in it stands for the region's name. */
  base_url: z.string(),
  models: z.array(z.string().min(1).max(200)).min(1).max(100),
  regions: z.array(z.string().min(1).max(200)).max(50),
  /** Of each model in each region. */
  requests: z.int().min(1).max(REQUESTS_MAX).nullable(),
  duration_seconds: z.number().positive().max(DURATION_SECONDS_MAX).nullable(),
  /** Of each model in each region: at a time, and of a schedule at most, which then falls behind. */
  concurrency: z.int().min(1).max(CONCURRENCY_MAX),
  pattern: patternSchema,
  timeout_seconds: z.number().positive().max(86_400),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  /** Who bills each model, by the price book's names; null where its price is not known. */
  providers: z.record(z.string(), z.string().nullable()),
  /** As given: MODEL=INPUT/OUTPUT in USD per million tokens, before what the price book quotes. */
  prices: z.array(z.string()),
  /** The environment variable with the interface's key; null where it takes none. Never the key. */
  api_key_env: z.string().nullable().default(null),
  budget_usd: z
    .string()
    .refine((text) => parseUsd(text) !== null)
    .nullable(),
  prompts: z.array(promptSchema).min(1),
});
export type Plan = z.infer<typeof planSchema>;

/** A model in a region, which has its own requests, schedule and concurrency; region null where the run names none. */
export type Lane = { model: string; region: string | null };

export function lanesOf({ models, regions }: Pick<Plan, "models" | "regions">): Lane[] {
  const named: (string | null)[] = regions.length === 0 ? [null] : regions;
  return named.flatMap((region) => models.map((model) => ({ model, region })));
}

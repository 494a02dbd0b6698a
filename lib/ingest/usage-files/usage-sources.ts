import { anthropicCost, anthropicUsage } from "./anthropic";
import { cursor } from "./cursor";
import { openaiCosts, openaiUsage } from "./openai";
import { openrouterActivity } from "./openrouter-activity";
import type { UsageSource } from "./usage-line";

/** Every export of usage that is read, by its name. */
export const USAGE_SOURCES: ReadonlyMap<string, UsageSource> = new Map(
  [anthropicUsage, anthropicCost, openaiUsage, openaiCosts, cursor, openrouterActivity].map((source) => [
    source.name,
    source,
  ]),
);

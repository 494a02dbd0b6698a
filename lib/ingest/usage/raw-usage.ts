import { at, isFields } from "../values";
import { meaningOfBlock } from "./block-meanings";
import type { Counts } from "./counts";
import { BESIDE, type Meaning } from "./meaning";
import { readTextObject } from "./read-text-object";
import { countsOfBlock, usageBlockOf } from "./read-usage";

/**
 * Attributes whose text holds the provider's own usage: whole answers, or the usage of one.
 *
 * Sources: the AI SDK 4 to 7, Google ADK 1.x, LiteLLM's OpenTelemetry callback, and what hand-written spans carry.
 */
const ANSWERS = [
  "gcp.vertex.agent.llm_response",
  "metadata.usage_object",
  "llm.usage",
  "gen_ai.usage",
  "gen_ai.response.usage",
  "gen_ai.usage.raw",
];
const METADATA = ["ai.response.providerMetadata", "gen_ai.response.provider_metadata"];

type RawUsage = { counts: Counts; meaning: Meaning };

/** The provider's own usage that a span carries, or null. Its input may be missing where only parts of it are told. */
export function rawUsageOf(attributes: ReadonlyMap<string, unknown>): RawUsage | null {
  for (const name of METADATA) {
    const raw = rawOfMetadata(readAttribute(attributes, name));
    if (raw) return raw;
  }
  for (const name of ANSWERS) {
    const raw = rawOf(usageBlockOf(readAttribute(attributes, name)));
    if (raw) return raw;
  }
  return null;
}

function readAttribute(attributes: ReadonlyMap<string, unknown>, name: string): unknown {
  const value = attributes.get(name);
  return typeof value === "string" && value !== "" ? readTextObject(value) : undefined;
}

/** By provider: its usage as it came or, in older versions and some providers, single counts in the SDK's own words. */
function rawOfMetadata(metadata: unknown): RawUsage | null {
  if (!isFields(metadata)) return null;
  for (const [name, provider] of Object.entries(metadata)) {
    const usage =
      isFields(at(provider, "usage")) || isFields(at(provider, "usageMetadata")) ? usageBlockOf(provider) : null;
    const raw = rawOf(isFields(usage) && isFields(provider) ? { ...provider, ...usage } : provider);
    if (raw) return /anthropic|bedrock/i.test(name) ? { ...raw, meaning: BESIDE } : raw;
  }
  return null;
}

function rawOf(block: unknown): RawUsage | null {
  if (!isFields(block)) return null;
  const counts = countsOfBlock(block);
  return Object.values(counts).every((count) => count === null) ? null : { counts, meaning: meaningOfBlock(block) };
}

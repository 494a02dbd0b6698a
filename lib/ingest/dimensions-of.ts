import type { LogRecord } from "@/lib/contract/log-record";
import { catalogueModelOf } from "@/lib/domain/catalogue/catalogue-model-of";
import { modelAtProvider } from "@/lib/domain/pricing/model-at-provider";
import { providerIdOf } from "@/lib/domain/pricing/provider-id";

type Aliases = ReadonlyMap<string, string>;

export type RecordDimensions = {
  model: string;
  provider: string;
  /** The names its price is looked for under, in this order: as sent, then as counted, then without the day of a build. */
  pricedAs: readonly string[];
};

const UNKNOWN = "unknown";
/** "us.anthropic.claude-sonnet-4-20250514-v1:0" is the form of Bedrock's ids and of nobody else's. */
const BEDROCK_ID = /^(?:[a-z]{2,6}(?:-gov)?\.)?(?:amazon|anthropic|deepseek|meta|mistral|qwen)\.[a-z0-9.-]+:\d+$/;

// A post has many records of few pairs. Names come from callers; beyond this many the memory starts anew.
const PAIRS_MAX = 20_000;
type Pairs = { byModel: Map<string, Map<string | null, RecordDimensions>>; count: number };
const pairsOfAliases = new WeakMap<Aliases, Pairs>();

/**
 * Which model and provider a record counts for: each under one spelling, the alias resolved.
 *
 * A record that names no provider counts for the catalogue's of its model, else for "unknown".
 */
export function dimensionsOf(
  { model, provider = null }: Pick<LogRecord, "model" | "provider">,
  aliases: Aliases,
): RecordDimensions {
  const pairs = pairsOfAliases.get(aliases);
  const known = pairs?.byModel.get(model)?.get(provider);
  if (known) return known;
  const found = resolve(model, provider, aliases);
  const memory: Pairs = pairs && pairs.count < PAIRS_MAX ? pairs : { byModel: new Map(), count: 0 };
  const providers = memory.byModel.get(model) ?? new Map<string | null, RecordDimensions>();
  memory.byModel.set(model, providers.set(provider, found));
  memory.count += 1;
  pairsOfAliases.set(aliases, memory);
  return found;
}

function resolve(asked: string, provider: string | null, aliases: Aliases): RecordDimensions {
  const named = provider === null ? null : providerIdOf(provider);
  const seller = named ?? (BEDROCK_ID.test(asked) ? "aws" : null);
  const sent = seller === null ? asked : modelAtProvider(seller, asked);
  const alias = aliases.get(asked) ?? aliases.get(sent);
  const known = catalogueModelOf(alias ?? sent);
  // Without a provider a maker before the name says which model it is; a build's day stays a part of the name.
  const model = alias ?? (seller === null && known && sent.endsWith(`/${known.id}`) ? known.id : sent);
  const pricedAs = sent === model ? [model] : [sent, model];
  if (known && known.id !== model && !model.includes("/")) pricedAs.push(known.id);
  return { model, provider: seller ?? known?.provider ?? UNKNOWN, pricedAs };
}

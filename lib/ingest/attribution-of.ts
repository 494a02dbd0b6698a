import type { LogRecord } from "@/lib/contract/log-record";
import { catalogueModelOf } from "@/lib/domain/catalogue-model-of";
import { modelAtProvider } from "@/lib/domain/model-at-provider";
import { providerIdOf } from "@/lib/domain/provider-id";

export type RecordAttribution = {
  model: string;
  provider: string;
  /** The names its price is looked for under, in this order: as sent, then as counted, then without the day of a build. */
  pricedAs: readonly string[];
};

const UNKNOWN = "unknown";
/** "us.anthropic.claude-sonnet-4-20250514-v1:0" is the form of Bedrock's ids and of nobody else's. */
const BEDROCK_ID = /^(?:[a-z]{2,6}(?:-gov)?\.)?(?:amazon|anthropic|deepseek|meta|mistral|qwen)\.[a-z0-9.-]+:\d+$/;

/**
 * Which model and provider a record counts for: each under one spelling, the alias resolved.
 *
 * A record that names no provider counts for the catalogue's of its model, else for "unknown".
 */
export function attributionOf(
  record: Pick<LogRecord, "model" | "provider">,
  aliases: ReadonlyMap<string, string>,
): RecordAttribution {
  const named = record.provider == null ? null : providerIdOf(record.provider);
  const seller = named ?? (BEDROCK_ID.test(record.model) ? "aws" : null);
  const sent = seller === null ? record.model : modelAtProvider(seller, record.model);
  const alias = aliases.get(record.model) ?? aliases.get(sent);
  const known = catalogueModelOf(alias ?? sent);
  // Without a provider a maker before the name says which model it is; a build's day stays a part of the name.
  const model = alias ?? (seller === null && known && sent.endsWith(`/${known.id}`) ? known.id : sent);
  const pricedAs = sent === model ? [model] : [sent, model];
  if (known && known.id !== model && !model.includes("/")) pricedAs.push(known.id);
  return { model, provider: seller ?? known?.provider ?? UNKNOWN, pricedAs };
}

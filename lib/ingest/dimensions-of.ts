import type { LogRecord } from "@/lib/contract/log-record";
import { catalogueModelOf } from "@/lib/domain/catalogue/catalogue-model-of";
import { modelAtProvider } from "@/lib/domain/pricing/model-at-provider";
import { providerIdOf } from "@/lib/domain/pricing/provider-id";
import { sellerOfModel } from "@/lib/domain/pricing/seller-of-model";
import { pricedNames } from "@/lib/domain/repricing/priced-names";
import { providerOfHost } from "./formats/hosts";

type Aliases = ReadonlyMap<string, string>;
type Named = Pick<LogRecord, "model" | "provider" | "invoice_issuer">;

export type RecordDimensions = {
  model: string;
  provider: string;
  /** Whose price it is: the provider's or, where another sends the bill, the other's. */
  seller: string;
  /** The names its price is looked for under, in this order: as sent, then as counted, then without the day of a build. */
  pricedAs: readonly string[];
};

const UNKNOWN = "unknown";

// A post has many records of few pairs. Names come from callers; beyond this many the memory starts anew.
const PAIRS_MAX = 20_000;
type Pairs = { byModel: Map<string, Map<string | null, RecordDimensions>>; count: number };
const pairsOfAliases = new WeakMap<Aliases, Pairs>();

/**
 * Which model and provider a record counts for, each under one spelling, the alias resolved, and whose price it has.
 *
 * A record that names no provider counts for the catalogue's of its model, else for "unknown".
 */
export function dimensionsOf(record: Named, aliases: Aliases): RecordDimensions {
  const { model, provider = null, invoice_issuer: issuer = null } = record;
  const named = issuer === null ? provider : `${provider ?? ""}\n${issuer}`;
  const pairs = pairsOfAliases.get(aliases);
  const known = pairs?.byModel.get(model)?.get(named);
  if (known) return known;
  const found = resolve({ asked: model, provider, issuer, aliases });
  const memory: Pairs = pairs && pairs.count < PAIRS_MAX ? pairs : { byModel: new Map(), count: 0 };
  const providers = memory.byModel.get(model) ?? new Map<string | null, RecordDimensions>();
  memory.byModel.set(model, providers.set(named, found));
  memory.count += 1;
  pairsOfAliases.set(aliases, memory);
  return found;
}

type Asked = { asked: string; provider: string | null; issuer: string | null; aliases: Aliases };

function resolve({ asked, provider, issuer, aliases }: Asked): RecordDimensions {
  const named = (provider && sellerNamed(provider)) || sellerOfModel(asked);
  const sent = named === null ? asked : modelAtProvider(named, asked);
  const alias = aliases.get(asked) ?? aliases.get(sent);
  const known = catalogueModelOf(alias ?? sent);
  // Without a provider a maker before the name says which model it is; a build's day stays a part of the name.
  const model = alias ?? (named === null && known && sent.endsWith(`/${known.id}`) ? known.id : sent);
  const counted = named ?? known?.provider ?? UNKNOWN;
  const seller = (issuer && sellerNamed(issuer)) || counted;
  const pricedAs = pricedNames({ asked, sent, model, provider: counted, seller });
  return { model, provider: counted, seller, pricedAs };
}

/** By name or, where a source writes that in the provider's place, by address. */
function sellerNamed(name: string): string | null {
  return (name.includes(".") ? providerOfHost(name) : null) ?? providerIdOf(name);
}

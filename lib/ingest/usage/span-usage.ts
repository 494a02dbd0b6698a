import { countsOfAttributes } from "./attribute-counts";
import type { Counts } from "./counts";
import { meaningAt, meaningOfSource } from "./meaning-of-source";
import { rawUsageOf } from "./raw-usage";
import { settleUsage } from "./settle-usage";
import type { Source } from "./source";
import type { Usage } from "./tokens";

type SpanFacts = Omit<Source, "has" | "isOpenLit"> & {
  attributes: ReadonlyMap<string, unknown>;
  resource: ReadonlyMap<string, unknown>;
  streamed: boolean | null;
};

/** What a span says that its call used: by the provider's own usage where it carries it, else by its counts. */
export function spanUsage(facts: SpanFacts): Usage {
  const counts = countsOfAttributes(facts.attributes);
  const raw = rawUsageOf(facts.attributes);
  const source = sourceOf(facts);
  const merged = raw ? { ...counts, ...known(raw.counts) } : counts;
  const usage =
    raw !== null && raw.counts.input !== null
      ? withLargerOutput(settleUsage({ ...merged, ...ownWholes(raw.counts) }, meaningAt(source, raw.meaning)), counts)
      : settleUsage(merged, meaningOfSource(source));
  return isEstimated(source, facts, counts) && usage.tokens.input_tokens !== undefined
    ? { ...usage, tokens: { ...usage.tokens, usage_source: "estimated" } }
    : usage;
}

function sourceOf({ attributes, resource, scope, scopeVersion, provider, model }: SpanFacts): Source {
  const isOpenLit = [attributes, resource].some((each) => each.get("telemetry.sdk.name") === "openlit");
  const has = (prefix: string) => {
    for (const name of attributes.keys()) if (name.startsWith(prefix)) return true;
    return false;
  };
  return { scope, scopeVersion, provider, model, isOpenLit, has };
}

/** What the SDK made of the whole says nothing of the parts of the provider's own. */
const ownWholes = ({ total, uncachedInput }: Counts) => ({ total, uncachedInput });

function known(counts: Counts): Partial<Counts> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== null));
}

/** Anthropic's usage of a stream's beginning has an output of 1, which the SDK knows better at its end. */
function withLargerOutput(usage: Usage, { output }: Counts): Usage {
  const { output_tokens } = usage.tokens;
  if (output === null || output <= (output_tokens ?? 0)) return usage;
  return { ...usage, tokens: { ...usage.tokens, output_tokens: output } };
}

/**
 * Whether its SDK counted the texts itself, since nobody else did: Traceloop does for each stream of OpenAI's, and OpenLIT for
 * streams without usage, of which it then knows no parts.
 */
function isEstimated(source: Source, { streamed, attributes }: SpanFacts, counts: Counts): boolean {
  if (attributes.get("langwatch.tokens.estimated") === true) return true;
  if (attributes.get("gen_ai.usage.token_count_estimated") === true) return true;
  if (streamed !== true && attributes.get("gen_ai.request.is_stream") !== true) return false;
  const hasParts = [counts.cachedInput, counts.cacheWrite, counts.reasoning].some((count) => count !== null);
  if (source.scope === "@traceloop/instrumentation-openai") return !hasParts;
  return source.isOpenLit && !hasParts;
}

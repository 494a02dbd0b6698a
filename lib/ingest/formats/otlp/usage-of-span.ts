import { langfuseUsage } from "../../usage/langfuse-usage";
import { spanUsage } from "../../usage/span-usage";
import type { Usage } from "../../usage/tokens";
import { at, firstOf, nameOf, unpackJson, usdOf } from "../../values";
import { reportedCost, usedTokens } from "../reported-cost";
import { isLiteLlm } from "./litellm-span";
import type { Span } from "./read-spans";
import { factOf } from "./span-facts";
import { streamedOf } from "./span-stream";

export function usageOfSpan(span: Span): Usage {
  const details = unpackJson(span.attributes.get("langfuse.observation.usage_details"));
  if (details !== undefined) return langfuseUsage({ usageDetails: details });
  return spanUsage({
    scope: span.scope,
    scopeVersion: span.scopeVersion,
    provider: nameOf(factOf(span, "provider")),
    model: nameOf(factOf(span, "responseModel") ?? factOf(span, "requestModel")),
    attributes: span.attributes,
    resource: span.resource,
    streamed: streamedOf(span),
  });
}

/** What the source said a call cost, in USD; OpenTelemetry itself has no name for it. */
export function costOfSpan(span: Span, usage: Usage): number | null {
  const details = unpackJson(span.attributes.get("langfuse.observation.cost_details"));
  const cost = firstOf(
    usdOf(factOf(span, "cost")),
    usdOf(at(details, "total")),
    usdOf(span.attributes.get("gen_ai.usage.cost")),
  );
  // Only a 0 can mean anything else than it says.
  if (cost !== 0 || !usedTokens(usage.tokens)) return cost;
  return reportedCost(isOpenLit(span) ? "openlit" : isLiteLlm(span) ? "litellm" : "otlp", cost);
}

/** Its SDKs say so of the resource, and of each span where the app has a tracer of its own. */
function isOpenLit({ attributes, resource }: Span): boolean {
  return [attributes, resource].some((each) => each.get("telemetry.sdk.name") === "openlit");
}

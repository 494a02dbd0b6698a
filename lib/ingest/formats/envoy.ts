import { formatInstantUs } from "@/lib/domain/time/instant";
import { IGNORED_AS, isTextOperation } from "../operations";
import { reportedUsage } from "../usage/reported-usage";
import { type Fields, firstOf, idOf, instantOf, isFields, msOf, nameOf, numberOf, tokensOf } from "../values";
import type { Entry, Format } from "./entry";
import { envoyEnd } from "./envoy-end";
import { providerOfHost, regionOfHost } from "./hosts";
import { operationOfPath } from "./operation-of-path";
import { readEntries } from "./read-payload";

/**
 * The names of a field, those of now first: `gen_ai.…` as Envoy AI Gateway 1.x writes by default, `genai_…` as in the
 * documented example of 0.x (accesslogs.md, autoconfig/config.yaml.tmpl), and Envoy's own where operators shorten them.
 */
const NAMES = {
  requestedModel: ["gen_ai.request.model", "genai_model_name", "gen_ai_request_model", "x-ai-eg-model"],
  sentModel: ["genai_model_name_override", "gen_ai.request.model_override", "gen_ai.request.model.override"],
  answeredModel: ["gen_ai.response.model", "genai_response_model", "gen_ai_response_model"],
  backend: ["gen_ai.provider.name", "genai_backend_name", "gen_ai_provider_name"],
  input: ["gen_ai.usage.input_tokens", "genai_tokens_input", "gen_ai_usage_input_tokens"],
  output: ["gen_ai.usage.output_tokens", "genai_tokens_output", "gen_ai_usage_output_tokens"],
  reasoning: ["gen_ai.usage.reasoning_tokens", "gen_ai.usage.reasoning.output_tokens", "genai_tokens_reasoning"],
  cached: [
    ...["gen_ai.usage.cached_input_tokens", "gen_ai.usage.cache_read.input_tokens", "genai_tokens_cached_input"],
    ...["gen_ai.usage.cache_read_input_tokens", "gen_ai.usage.cached_tokens"],
  ],
  written: [
    ...["gen_ai.usage.cache_creation_input_tokens", "gen_ai.usage.cache_creation.input_tokens"],
    ...["gen_ai.usage.cache_write_input_tokens", "genai_tokens_cache_creation_input"],
  ],
  path: ["x-envoy-origin-path", "x-envoy-original-path", "request.path", "path", ":path"],
  method: ["method", "request.method", ":method"],
  authority: [":authority", "authority", "server.address"],
  requestId: ["x-request-id", "request_id", "request.id"],
  flags: ["response_flags", "response_flags_long"],
  status: ["response_code", "http.response.status_code"],
} as const;
/** Reads or deletes what a provider stores. */
const NO_CALL = /^(?:GET|HEAD|DELETE|OPTIONS)$/i;

/** Lines of Envoy AI Gateway's access log, with the field names of its defaults or of its documented example. */
export const envoy: Format = {
  name: "envoy",
  title: "Envoy AI Gateway access log",
  read: ({ text }) => readEntries(text, (value) => (isFields(value) ? entryOf(value) : { unreadable: "Is no object" })),
};

function entryOf(line: Fields): Entry {
  const named = (field: keyof typeof NAMES) => firstOf(...NAMES[field].map((name) => nameOf(line[name])));
  const tokens = (field: keyof typeof NAMES) => firstOf(...NAMES[field].map((name) => tokensOf(line[name])));
  const requested = named("requestedModel");
  const model = firstOf(named("sentModel"), named("answeredModel"), requested);
  if (model === null) return { ignored: "No model was asked" };
  const kind = NO_CALL.test(named("method") ?? "") ? "management" : operationOfPath(named("path"));
  if (kind !== null && !isTextOperation(kind)) return { ignored: IGNORED_AS[kind] };
  const startUs = instantOf(line.start_time);
  const durationMs = msOf(line.duration);
  const requestId = named("requestId");
  if (requestId === null) return { unreadable: "x-request-id is missing" };
  if (startUs === null || durationMs === null) return { unreadable: "start_time or duration is missing" };
  const authority = named("authority");
  const end = envoyEnd(named("flags"), numberOf(named("status")));
  const { tokens: usage } = reportedUsage({
    input: tokens("input"),
    cachedInput: tokens("cached"),
    cacheWrite: tokens("written"),
    output: tokens("output"),
    reasoning: tokens("reasoning"),
  });
  return {
    record: {
      id: idOf(`${requestId}:${nameOf(line.start_time)}`) ?? requestId,
      request_id: idOf(requestId),
      model,
      requested_model: requested,
      started_at: formatInstantUs(startUs),
      duration_ms: durationMs,
      ...end,
      provider: firstOf(providerOfHost(authority), providerOfHost(line.upstream_host), backendOf(named("backend"))),
      region: regionOfHost(authority),
      tier: nameOf(line.route_name),
      ...(HAS_USAGE.has(end.outcome) && usage),
    },
  };
}

/** What was used is told of a broken answer too. */
const HAS_USAGE: ReadonlySet<string> = new Set(["ok", "cancelled", "timeout"]);

/** The name within "namespace/name/route/…", or the whole of a plain name. */
function backendOf(path: string | null): string | null {
  const parts = path?.split("/") ?? [];
  return nameOf(parts.length === 1 ? parts[0] : parts[1]);
}

import { namesOf } from "../../usage/attribute-counts";

/**
 * The names each fact about a call goes by, the newest first: OpenTelemetry's GenAI conventions of every version,
 * OpenInference, Traceloop, the Vercel AI SDK, Langfuse and OpenRouter. The first that is present counts.
 *
 * Source: semantic-conventions 1.41 and earlier, the OpenInference specification, and what the SDKs send.
 */
export const NAMES = {
  operation: ["gen_ai.operation.name"],
  responseModel: ["gen_ai.response.model", "ai.response.model"],
  requestModel: ["gen_ai.request.model", "llm.model_name", "ai.model.id", "langfuse.observation.model.name"],
  provider: ["gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system", "ai.model.provider"],
  servingProvider: ["trace.metadata.openrouter.provider_name", "trace.metadata.openrouter.provider_slug"],
  inputTokens: namesOf("input"),
  outputTokens: namesOf("output"),
  cost: ["gen_ai.usage.total_cost", "gen_ai.usage.cost", "llm.cost.total"],
  responseId: ["gen_ai.response.id", "ai.response.id"],
  streamed: ["gen_ai.request.stream", "llm.is_streaming"],
  firstChunkSeconds: ["gen_ai.response.time_to_first_chunk", "gen_ai.client.operation.time_to_first_chunk"],
  firstChunkMs: ["ai.response.msToFirstChunk", "ai.stream.msToFirstChunk"],
  duration: ["gen_ai.client.operation.duration"],
  finishReason: ["ai.response.finishReason", "ai.finishReason"],
  serviceTier: [
    // What was served, before what was asked for.
    "openai.response.service_tier",
    "gen_ai.response.service_tier",
    "gen_ai.openai.response.service_tier",
    "anthropic.response.service_tier",
    "llm.response.service_tier",
    "gen_ai.usage.service_tier",
    "gen_ai.service_tier",
    "openai.request.service_tier",
    "gen_ai.request.service_tier",
    "gen_ai.openai.request.service_tier",
    "llm.request.service_tier",
  ],
  app: ["ai.telemetry.functionId", "trace.metadata.openrouter.api_key_name", "traceloop.workflow.name"],
  httpStatus: ["http.response.status_code"],
} as const satisfies Record<string, readonly string[]>;

import { namesOf } from "../../usage/attribute-counts";
import { FINISH_REASONS } from "./read-values";

/**
 * The names each fact about a call goes by, the newest first: OpenTelemetry's GenAI conventions of every version,
 * OpenInference, Traceloop, the Vercel AI SDK, Langfuse and OpenRouter. The first that is present counts.
 *
 * Source: semantic-conventions 1.41 and earlier, the OpenInference specification, and what the SDKs send.
 */
export const NAMES = {
  /** What a span is, in the word of whoever made it: it is more exact than the word for the operation. */
  kind: [
    ...["openinference.span.kind", "langfuse.observation.type", "langsmith.span.kind", "lmnr.span.type"],
    ...["mlflow.spanType", "braintrust.span_attributes", "braintrust.span_attributes.type", "agentops.span.kind"],
    ...["genkit:metadata:subtype", "gen_ai.span.kind", "fi.span.kind", "opik.span.type", "weave.span.kind"],
  ],
  /** LiteLLM calls several operations "chat" and says beside it which function it was. */
  operation: [
    ...["litellm.call_type", "gen_ai.operation.name", "llm.request.type", "gen_ai.request.type"],
    ...["gen_ai.operation.type", "llm.operation.name", "ai.operation.name"],
  ],
  /** What says only that a span lies around calls. */
  outerKind: ["traceloop.span.kind", "mastra.span.type", "langtrace.service.type"],
  responseModel: ["gen_ai.response.model", "ai.response.model"],
  /** What LiteLLM calls a deployment's model, where the request's is the alias. */
  deploymentModel: ["litellm.provider.model"],
  requestModel: ["gen_ai.request.model", "llm.model_name", "ai.model.id", "langfuse.observation.model.name"],
  provider: ["gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system", "ai.model.provider"],
  servingProvider: ["trace.metadata.openrouter.provider_name", "trace.metadata.openrouter.provider_slug"],
  inputTokens: namesOf("input"),
  outputTokens: namesOf("output"),
  cost: [
    "gen_ai.usage.total_cost",
    "gen_ai.usage.cost",
    "llm.cost.total",
    "gen_ai.cost.total_cost",
    "litellm.cost.total",
    "operation.cost",
  ],
  responseId: ["gen_ai.response.id", "ai.response.id"],
  streamed: [
    ...["gen_ai.request.stream", "llm.is_streaming", "gen_ai.is_streaming", "gen_ai.request.streaming"],
    ...["gen_ai.request.is_stream", "gen_ai.request.is_streaming", "gen_ai.response.streaming", "gen_ai.streaming"],
    ...["langsmith.request.streaming", "litellm.request.streaming", "llm.request.streaming", "llm.request.stream"],
    ...["llm.streaming", "llm.stream", "gen_ai.stream", "stream", "streaming"],
  ],
  /** Those that are named otherwise than `isFirstTokenName` knows. */
  firstTokenMs: ["ai.response.msToFirstChunk", "ai.stream.msToFirstChunk"],
  firstTokenAt: [
    ...["langfuse.observation.completion_start_time", "mastra.completion_start_time", "completion_start_time"],
    ...["gen_ai.completion_start_time", "gen_ai.response.completion_start_time", "gen_ai.response.first_token_time"],
  ],
  duration: ["gen_ai.client.operation.duration"],
  finishReason: ["ai.response.finishReason", "ai.finishReason", FINISH_REASONS, "llm.finish_reason"],
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
  httpStatus: [
    ...[
      "http.response.status_code",
      "http.status_code",
      "error.code",
      "litellm.provider.error.code",
      "error.status_code",
    ],
    ...["gen_ai.response.status_code", "llm.response.status_code", "error.http_status", "gen_ai.error.code"],
  ],
  grpcStatus: ["rpc.grpc.status_code", "rpc.response.status_code", "grpc.status_code"],
  errorType: ["error.type", "error.code", "gen_ai.error.type", "litellm.provider.error.type", "error.name"],
  errorMessage: [
    ...["error.message", "langfuse.observation.status_message", "gen_ai.error.message", "exception.message"],
    ...["otel.status_description", "gen_ai.error"],
  ],
} as const satisfies Record<string, readonly string[]>;

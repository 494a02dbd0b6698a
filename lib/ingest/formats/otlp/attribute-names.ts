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
  inputTokens: [
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.prompt_tokens",
    "llm.token_count.prompt",
    "ai.usage.inputTokens",
    "ai.usage.promptTokens",
  ],
  cachedInputTokens: [
    "gen_ai.usage.cache_read.input_tokens",
    "gen_ai.usage.cache_read_input_tokens",
    "gen_ai.usage.input_tokens.cached",
    "llm.token_count.prompt_details.cache_read",
    "ai.usage.cachedInputTokens",
    "ai.usage.inputTokenDetails.cacheReadTokens",
  ],
  cacheWriteTokens: [
    "gen_ai.usage.cache_write.input_tokens",
    "gen_ai.usage.cache_creation.input_tokens",
    "gen_ai.usage.cache_creation_input_tokens",
    "llm.token_count.prompt_details.cache_write",
    "ai.usage.inputTokenDetails.cacheWriteTokens",
  ],
  outputTokens: [
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.completion_tokens",
    "llm.token_count.completion",
    "ai.usage.outputTokens",
    "ai.usage.completionTokens",
  ],
  reasoningTokens: [
    "gen_ai.usage.reasoning.output_tokens",
    "gen_ai.usage.output_tokens.reasoning",
    "llm.token_count.completion_details.reasoning",
    "ai.usage.reasoningTokens",
    "ai.usage.outputTokenDetails.reasoningTokens",
  ],
  audioInputTokens: ["llm.token_count.prompt_details.audio"],
  audioOutputTokens: ["llm.token_count.completion_details.audio"],
  cost: ["gen_ai.usage.total_cost", "gen_ai.usage.cost", "llm.cost.total"],
  responseId: ["gen_ai.response.id", "ai.response.id"],
  streamed: ["gen_ai.request.stream", "llm.is_streaming"],
  firstChunkSeconds: ["gen_ai.response.time_to_first_chunk", "gen_ai.client.operation.time_to_first_chunk"],
  firstChunkMs: ["ai.response.msToFirstChunk", "ai.stream.msToFirstChunk"],
  duration: ["gen_ai.client.operation.duration"],
  finishReason: ["ai.response.finishReason", "ai.finishReason"],
  serviceTier: [
    "openai.response.service_tier",
    "openai.request.service_tier",
    "gen_ai.openai.response.service_tier",
    "gen_ai.openai.request.service_tier",
  ],
  app: ["ai.telemetry.functionId", "trace.metadata.openrouter.api_key_name", "traceloop.workflow.name"],
  httpStatus: ["http.response.status_code"],
} as const satisfies Record<string, readonly string[]>;

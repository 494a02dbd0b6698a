import type { Operation } from "@/lib/domain/operation";
import type { Step } from "./operations";

type Kind = Operation | Step;

/**
 * The words by which senders name what they did, as `wordOf` writes them. A new name is an entry here; the asynchronous
 * twins of Python's functions (`acompletion`) need none.
 *
 * Sources: semantic-conventions 1.41 (gen_ai.operation.name); LiteLLM 1.83 (CallTypes, integrations/otel), Semantic Kernel
 * 1.x (ModelDiagnostics), Spring AI 1.0 (AiOperationType), Microsoft.Extensions.AI 10, OpenLLMetry 0.5 and 0.27 (semconv_ai),
 * OpenInference 0.1 (span kinds), LangSmith 0.10 (run types), Langfuse 5 (observation types), OpenLIT 1.15 (semcov), MLflow 3
 * (SpanType), Mastra 1, Genkit 1, Pipecat 0.0.90, Strands 1, AgentOps 0.4, Laminar 0.7, Azure AI Projects 1, Sentry 9.
 */
const WORDS: Readonly<Record<Kind, readonly string[]>> = {
  chat: [
    ...["chat", "chat_completion", "chat_completions", "completion", "completion_with_retries", "chat_model", "llm"],
    ...["generate_content", "generate_text", "generate_object", "generate_message", "stream_generate_content"],
    ...[
      "stream_text",
      "stream_object",
      "text_generation",
      "generation",
      "responses",
      "response",
      "messages",
      "message",
    ],
    ...["anthropic_messages", "invoke_model", "invoke_model_with_response_stream", "converse", "inference", "model"],
    ...["model_generation", "model_invocation", "model_call", "llm_call", "llm_request", "call_llm", "ai_client"],
    ...["generate", "count_and_generate", "responses_websocket", "create_interaction", "interactions", "chat_stream"],
  ],
  completion: ["text_completion", "text_completions", "completions", "legacy_completion", "fim_completion"],
  embedding: ["embedding", "embeddings", "embed", "embed_content", "embed_many", "embedder", "rag_embedding"],
  rerank: ["rerank", "reranker", "reranking"],
  image: [
    ...["image", "images", "image_generation", "images_generations", "image_generations", "images_edits", "image_edit"],
    ...["image_variation", "generate_image", "generate_images", "create_image", "text_to_image"],
  ],
  speech: ["speech", "audio_speech", "tts", "text_to_speech", "generate_speech", "speech_generation", "synthesize"],
  transcription: [
    ...["transcription", "audio_transcription", "audio_transcriptions", "audio_translations", "transcribe", "stt"],
    ...["speech_to_text", "speech_recognition", "asr", "translation"],
  ],
  video: ["video", "videos", "video_generation", "create_video", "video_remix", "video_edit", "generate_videos"],
  moderation: ["moderation", "moderations"],
  realtime: ["realtime", "realtime_session", "realtime_calls", "live", "llm_setup", "model_turn"],
  batch: ["batch", "batches", "create_batch", "message_batches", "messages_batches", "batch_generate_content"],
  tool: [
    ...["tool", "execute_tool", "tool_call", "mcp_tool_call", "call_mcp_tool", "function", "function_call", "handoff"],
    ...["running_tool", "provider_tool_call", "run_code", "code_interpreter_tool", "tools_call", "llm_tool_call"],
    ...["llm_tool_result", "web_search", "search"],
  ],
  other: ["ocr", "audio", "fine_tuning", "fine_tuning_jobs", "count_tokens", "messages_count_tokens", "tokenize"],
  agent: [
    ...[
      "agent",
      "create_agent",
      "invoke_agent",
      "invoke_swarm",
      "agent_run",
      "agent_step",
      "run_agent",
      "execute_task",
    ],
    ...["execute_agent", "send_message", "asend_message", "run_thread", "run_thread_stream", "session", "agentic"],
    ...["execute_event_loop_cycle", "invoke_graph"],
  ],
  chain: [
    ...["chain", "task", "workflow", "step", "flow", "span", "event", "operation", "framework", "invoke_workflow"],
    ...["workflow_run", "workflow_step", "orchestrate_tools", "model_step", "model_chunk", "run_strategy", "score"],
    ...["execute_node", "parser", "memory", "executor", "pipeline", "default", "util", "function_step", "generic"],
  ],
  prompt: ["prompt", "prompt_template", "executable_prompt", "prompts_get"],
  retrieval: [
    "retrieval",
    "retriever",
    "retrieve",
    "vectordb",
    "vector_store",
    "vector_store_search",
    "query",
    "indexer",
  ],
  guardrail: ["guardrail", "guardrails", "guard"],
  evaluation: ["evaluator", "evaluation", "evaluate", "eval"],
  management: [
    "responses_management",
    "vector_store_management",
    "vector_store_file_management",
    "input_items",
    "files",
  ],
  replay: ["cached", "cache_hit"],
};

/** What words that stand nowhere above have in them; the first that fits decides. */
const PARTS: readonly (readonly [string, Kind])[] = [
  ["embed", "embedding"],
  ["rerank", "rerank"],
  ["moderation", "moderation"],
  ["transcri", "transcription"],
  ["speech_to_text", "transcription"],
  ["speech", "speech"],
  ["image", "image"],
  ["nova_canvas", "image"],
  ["stability_sd", "image"],
  ["nova_reel", "video"],
  ["luma_ray", "video"],
  ["video", "video"],
  ["realtime", "realtime"],
  ["batch", "batch"],
  ["guardrail", "guardrail"],
  ["evaluat", "evaluation"],
  ["retriev", "retrieval"],
  ["vector_store", "management"],
  ["agent", "agent"],
  ["workflow", "chain"],
  ["chain", "chain"],
  ["tool", "tool"],
  ["chat", "chat"],
  ["text_completion", "completion"],
  ["completion", "chat"],
  ["generate_content", "chat"],
  ["generate_text", "chat"],
  ["responses", "chat"],
  ["messages", "chat"],
  ["converse", "chat"],
  ["invoke_model", "chat"],
];
/** What is done to something that a provider stores: an answer that is read again is no new call. */
const MANAGED = /^a?(?:get|list|delete|cancel|retrieve|update|upload|poll|compact)_|_(?:list|delete|retrieve|cancel)$/;
/** What only says how it was called. */
const AROUND =
  /^(?:api_|v\d+(?:beta\d*|alpha\d*)?_|litellm_|openai_|models_)|_(?:create|parse|stream|streaming|async|sync)$/;
/** Words that senders use where they know no word. */
const NO_WORD = new Set(["", "unknown", "none", "null", "undefined", "unset", "other"]);

const KINDS = new Map(
  // The key of a record with these keys.
  Object.entries(WORDS).flatMap(([kind, words]) => words.map((word) => [word, kind as Kind] as const)),
);
const CHARACTERS_MAX = 128;

/**
 * What a sender's word for an operation means: an operation of a provider, a step that is none, or null where the word is
 * unknown. A path of an API is a word too.
 */
export function operationOf(sent: unknown): Kind | null {
  if (typeof sent !== "string") return null;
  let word = wordOf(sent.slice(0, CHARACTERS_MAX));
  if (NO_WORD.has(word)) return null;
  for (let reduced = true; reduced; ) {
    const kind = KINDS.get(word) ?? (word.startsWith("a") ? KINDS.get(word.replace(/^a_?/, "")) : undefined);
    if (kind !== undefined) return kind;
    const shorter = word.replace(AROUND, "");
    reduced = shorter !== word;
    word = shorter;
  }
  if (MANAGED.test(word)) return "management";
  return PARTS.find(([part]) => word.includes(part))?.[1] ?? null;
}

/** "chat.completions", "chatCompletions" and "/chat/completions" are one word. */
function wordOf(sent: string): string {
  const spaced = sent.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
  return spaced.replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "");
}

import { describe, expect, test } from "vitest";
import { OPERATIONS } from "@/lib/domain/operation";
import { operationOf } from "./operation-of";
import { IGNORED_AS, isTextOperation, STEPS } from "./operations";

describe("the word of an operation", () => {
  test.each([
    ["chat", "chat"],
    ["acompletion", "chat"],
    ["atext_completion", "completion"],
    ["chat.completions", "chat"],
    ["chat.completions.create", "chat"],
    ["text.completions", "completion"],
    ["generate_content", "chat"],
    ["agenerate_content_stream", "chat"],
    ["streamGenerateContent", "chat"],
    ["/v1/chat/completions", "chat"],
    ["/v1beta/models/gemini-2.5-pro:generateContent", "chat"],
    ["/model/us.amazon.nova-lite-v1:0/converse-stream", "chat"],
    ["aresponses", "chat"],
    ["responses.parse", "chat"],
    ["messages", "chat"],
    ["anthropic_messages", "chat"],
    ["CHAT_MODEL", "chat"],
    ["LLM", "chat"],
    ["call_llm", "chat"],
    ["converse", "chat"],
    ["completions", "completion"],
    ["/v1/embeddings", "embedding"],
    ["aembedding", "embedding"],
    ["EMBEDDING", "embedding"],
    ["embedContent", "embedding"],
    ["arerank", "rerank"],
    ["aimage_generation", "image"],
    ["image.generate", "image"],
    ["tts", "speech"],
    ["aspeech", "speech"],
    ["stt", "transcription"],
    ["audio/transcriptions", "transcription"],
    ["acreate_video", "video"],
    ["litellm.moderation", "moderation"],
    ["_arealtime", "realtime"],
    ["acreate_batch", "batch"],
    ["execute_tool", "tool"],
    ["aocr", "other"],
    ["invoke_agent", "agent"],
    ["invoke_workflow", "chain"],
    ["orchestrate_tools", "chain"],
    ["prompt", "prompt"],
    ["RETRIEVER", "retrieval"],
    ["GUARDRAIL", "guardrail"],
    ["evaluator", "evaluation"],
    ["aget_responses", "management"],
    ["adelete_responses", "management"],
    ["acancel_responses", "management"],
    ["litellm.responses_management", "management"],
    ["aretrieve_batch", "management"],
    ["CACHED", "replay"],
  ])("%s means %s", (word, kind) => {
    expect(operationOf(word)).toBe(kind);
  });

  test.each(["", "unknown", "frobnicate", null, 7])("%s means nothing", (word) => {
    expect(operationOf(word)).toBeNull();
  });

  test("each kind that is no call that makes text has a reason of its own", () => {
    const kinds = [...OPERATIONS, ...STEPS].filter((kind) => !isTextOperation(kind));
    expect(Object.keys(IGNORED_AS).toSorted()).toEqual(kinds.toSorted());
    expect(new Set(Object.values(IGNORED_AS)).size).toBe(kinds.length);
  });
});

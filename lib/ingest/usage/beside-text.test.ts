import { expect, test } from "vitest";
import { usageOfSpan } from "../formats/otlp/usage-of-span";
import { langfuseUsage } from "./langfuse-usage";
import { usageTokens } from "./read-usage";

const NOTHING_BESIDE = ["audio_input_tokens", "audio_output_tokens", "image_input_tokens", "units"];

test("an answer's audio and image tokens and its searches are read, in the words of each API", () => {
  expect(
    usageTokens({
      prompt_tokens: 15,
      completion_tokens: 47,
      prompt_tokens_details: { audio_tokens: 8, image_tokens: 2, text_tokens: 5 },
      completion_tokens_details: { audio_tokens: 34, text_tokens: 13 },
    }),
  ).toMatchObject({
    input_tokens: 15,
    output_tokens: 47,
    audio_input_tokens: 8,
    audio_output_tokens: 34,
    image_input_tokens: 2,
  });
  expect(
    usageTokens({ input_tokens: 10, output_tokens: 5, server_tool_use: { web_search_requests: 2 } }),
  ).toMatchObject({ units: { searches: 2 } });
  expect(langfuseUsage({ usageDetails: { input: 10, output: 5, input_audio_tokens: 4 } }).tokens).toMatchObject({
    audio_input_tokens: 4,
  });
});

test("OpenInference's spans report audio tokens beside the whole", () => {
  const attributes = new Map<string, string | number>([
    ["llm.token_count.prompt", 100],
    ["llm.token_count.completion", 50],
    ["llm.token_count.prompt_details.audio", 60],
    ["llm.token_count.completion_details.audio", 40],
  ]);
  const span = { traceId: "t", spanId: "s", parentSpanId: null, name: "chat", startNs: 1n, endNs: 2n };
  const rest = {
    statusCode: 0,
    statusMessage: null,
    events: [],
    resource: new Map<string, string>(),
    scope: "",
    scopeVersion: null,
  };

  expect(usageOfSpan({ ...span, ...rest, attributes }).tokens).toMatchObject({
    audio_input_tokens: 60,
    audio_output_tokens: 40,
  });
});

test("text alone says nothing of what is beside it", () => {
  const text = usageTokens({
    prompt_tokens: 15,
    completion_tokens: 47,
    prompt_tokens_details: { audio_tokens: 0, cached_tokens: 0 },
    completion_tokens_details: { audio_tokens: 0, reasoning_tokens: 0 },
  });

  for (const name of NOTHING_BESIDE) expect(text).not.toHaveProperty(name);
});

import { AnthropicInstrumentation } from "@arizeai/openinference-instrumentation-anthropic";
import { OpenAIInstrumentation } from "@arizeai/openinference-instrumentation-openai";
import Anthropic from "anthropic-sdk-0";
import OpenAI from "openai";
import { makeAnthropicCalls } from "./anthropic-calls";
import { makeOpenAiCalls } from "./openai-calls";
import { startTracing } from "./start-tracing";

const { PROVIDER_URL, SUFFIX = "" } = process.env;
const end = startTracing("json");
new OpenAIInstrumentation().manuallyInstrument(OpenAI);
// An SDK that makes no spans of its own yet; the instrumentation's types are of a later one.
new AnthropicInstrumentation().manuallyInstrument(Anthropic as never);
await makeOpenAiCalls(new OpenAI({ apiKey: "x", baseURL: PROVIDER_URL, maxRetries: 0 }), `oi-${SUFFIX}`);
const baseURL = PROVIDER_URL?.replace(/\/v1$/, "");
await makeAnthropicCalls(new Anthropic({ apiKey: "x", baseURL, maxRetries: 0 }), `ai-${SUFFIX}`, {
  breaksStreams: false,
});
await end();

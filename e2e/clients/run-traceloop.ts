import * as google from "@google/genai";
import { AnthropicInstrumentation } from "@traceloop/instrumentation-anthropic";
import { GenAIInstrumentation } from "@traceloop/instrumentation-google-generativeai";
import { OpenAIInstrumentation } from "@traceloop/instrumentation-openai";
import * as anthropic from "anthropic-sdk-0";
import OpenAI from "openai";
import { makeAnthropicCalls } from "./anthropic-calls";
import { makeGoogleCalls } from "./google-calls";
import { makeOpenAiCalls } from "./openai-calls";
import { startTracing } from "./start-tracing";

const { PROVIDER_URL = "", SUFFIX = "" } = process.env;
const baseUrl = PROVIDER_URL.replace(/\/v1$/, "");
const end = startTracing("proto");
new OpenAIInstrumentation({ enrichTokens: true }).manuallyInstrument(OpenAI);
// Its types are of an older SDK.
new AnthropicInstrumentation().manuallyInstrument(anthropic as never);
const genai = { ...google };
new GenAIInstrumentation().manuallyInstrument(genai);
const openai = new OpenAI({ apiKey: "x", baseURL: PROVIDER_URL, maxRetries: 0 });
await makeOpenAiCalls(openai, `oi-${SUFFIX}`);
for await (const _ of await openai.responses.create({ model: `streamed-oi-${SUFFIX}`, input: "hi", stream: true }));
await makeAnthropicCalls(new anthropic.Anthropic({ apiKey: "x", baseURL: baseUrl, maxRetries: 0 }), `ai-${SUFFIX}`);
await makeGoogleCalls(new genai.GoogleGenAI({ apiKey: "x", httpOptions: { baseUrl } }), `gi-${SUFFIX}`);
await end();

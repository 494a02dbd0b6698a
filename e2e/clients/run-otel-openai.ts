import { createRequire } from "node:module";
import { OpenAIInstrumentation } from "@opentelemetry/instrumentation-openai";
import type OpenAI from "openai";
import { makeOpenAiCalls } from "./openai-calls";
import { startTracing } from "./start-tracing";

const end = startTracing(process.env.ENCODING, [new OpenAIInstrumentation()]);
// Required only now: what is loaded before is not instrumented.
const { OpenAI: Client } = createRequire(import.meta.url)("openai") as { OpenAI: typeof OpenAI };
const client = new Client({ apiKey: "x", baseURL: process.env.PROVIDER_URL, maxRetries: 0 });
await makeOpenAiCalls(client, process.env.SUFFIX ?? "");
await end();

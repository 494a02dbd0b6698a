import Anthropic from "@anthropic-ai/sdk";
import { AnthropicInstrumentation } from "@arizeai/openinference-instrumentation-anthropic";
import { trace } from "@opentelemetry/api";
import { makeAnthropicCalls } from "./anthropic-calls";
import { startTracing } from "./start-tracing";

const { PROVIDER_URL, SUFFIX = "", INSTRUMENTED } = process.env;
const end = startTracing("proto");
// The SDK's own spans are there without.
if (INSTRUMENTED === "yes") new AnthropicInstrumentation().manuallyInstrument(Anthropic);
const client = new Anthropic({ apiKey: "x", baseURL: PROVIDER_URL?.replace(/\/v1$/, ""), maxRetries: 0 });
await trace.getTracer("app").startActiveSpan("request", async (span) => {
  // OpenInference 0.2 ends the process where a stream has an error: findings/openinference-ends-the-process.sh.
  await makeAnthropicCalls(client, SUFFIX, { breaksStreams: INSTRUMENTED !== "yes" });
  const messages = [{ role: "user" as const, content: "hi" }];
  await client.messages.stream({ model: `helped-${SUFFIX}`, max_tokens: 9, messages }).finalMessage();
  await client.messages.countTokens({ model: `uncalled-${SUFFIX}`, messages });
  span.end();
});
await end();

import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, streamText } from "ai";
import { startTracing } from "./start-tracing";

const { PROVIDER_URL = "", SUFFIX = "", ENCODING } = process.env;
const end = startTracing(ENCODING);
const provider = createOpenAICompatible({ name: "deepseek", baseURL: PROVIDER_URL, apiKey: "x", includeUsage: true });
const call = (model: string, maxRetries = 0) => {
  return {
    model: provider(`${model}-${SUFFIX}`),
    prompt: "hi",
    maxRetries,
    experimental_telemetry: { isEnabled: true },
  };
};
await generateText(call("plain"));
for await (const _ of streamText({ ...call("counted") }).textStream);
for (const model of ["broken", "cut"]) {
  for await (const _ of streamText({ ...call(model), onError: () => undefined }).textStream);
}
const stop = new AbortController();
for await (const _ of streamText({ ...call("aborted"), abortSignal: stop.signal }).textStream) stop.abort();
await generateText(call("fail-429")).catch(() => undefined);
await generateText(call("flaky", 1)).catch(() => undefined);
await end();

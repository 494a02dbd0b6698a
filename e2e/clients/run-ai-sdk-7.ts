import { OpenTelemetry } from "@ai-sdk/otel";
import { generateText, registerTelemetry, streamText } from "ai-7";
import { createAnthropic } from "ai-7-anthropic";
import { createGoogleGenerativeAI } from "ai-7-google";
import { startTracing } from "./start-tracing";

const { PROVIDER_URL = "", SUFFIX = "" } = process.env;
const end = startTracing("json");
const settings = { baseURL: PROVIDER_URL, apiKey: "x" };
const [anthropic, google] = [createAnthropic(settings), createGoogleGenerativeAI(settings)];
registerTelemetry(new OpenTelemetry());
for (const [name, create] of Object.entries({ anthropic, google })) {
  const call = (model: string) => {
    return { model: create(`${model}-${name}-${SUFFIX}`), prompt: "hi", maxRetries: 0 };
  };
  await generateText(call("plain"));
  for (const model of ["counted", "broken", "cut"]) {
    for await (const _ of streamText({ ...call(model), onError: () => undefined }).textStream);
  }
  await generateText(call("fail-429")).catch(() => undefined);
}
await end();

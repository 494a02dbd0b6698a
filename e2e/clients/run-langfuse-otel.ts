import { observeOpenAI } from "@langfuse/openai";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { NodeSDK } from "@opentelemetry/sdk-node";
import OpenAI from "openai";
import { makeOpenAiCalls } from "./openai-calls";

const { PROVIDER_URL, SWITCHYARD_URL = "", SWITCHYARD_API_KEY = "", SUFFIX = "" } = process.env;
const spanProcessor = new LangfuseSpanProcessor({
  ...{ baseUrl: SWITCHYARD_URL, publicKey: "pk-lf-x", secretKey: SWITCHYARD_API_KEY, environment: "staging" },
});
const sdk = new NodeSDK({ spanProcessors: [spanProcessor] });
sdk.start();
const client = observeOpenAI(new OpenAI({ apiKey: "x", baseURL: PROVIDER_URL, maxRetries: 0 }));
await makeOpenAiCalls(client, SUFFIX);
await client.embeddings.create({ model: `text-embedding-${SUFFIX}`, input: "hi" }).catch(() => undefined);
await spanProcessor.forceFlush();
await sdk.shutdown();

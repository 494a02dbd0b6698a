import OpenAI from "openai";
import { flushLogs, loggedFetch } from "@/lib/snippets/openai-fetch";
import { makeOpenAiCalls } from "./openai-calls";

async function drain(parts: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of parts);
}

const { PROVIDER_URL, SUFFIX = "" } = process.env;
const client = new OpenAI({ apiKey: "x", baseURL: PROVIDER_URL, maxRetries: 0, fetch: loggedFetch });
await makeOpenAiCalls(client, SUFFIX);
const patient = new OpenAI({ apiKey: "x", baseURL: PROVIDER_URL, maxRetries: 1, fetch: loggedFetch });
await patient.chat.completions.create({ model: `flaky-${SUFFIX}`, messages: [{ role: "user", content: "hi" }] });
for (const model of [`broken-${SUFFIX}`, `cut-${SUFFIX}`]) {
  const chunks = await client.chat.completions.create({
    model,
    messages: [{ role: "user", content: "hi" }],
    stream: true,
  });
  await drain(chunks).catch(() => undefined);
}
await drain(await client.responses.create({ model: `responded-${SUFFIX}`, input: "hi", stream: true }));
await flushLogs();

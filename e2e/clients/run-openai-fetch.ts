import OpenAI from "openai";
import { flushLogs, loggedFetch } from "@/lib/snippets/openai-fetch";
import { makeOpenAiCalls } from "./openai-calls";

const { PROVIDER_URL, SUFFIX = "" } = process.env;
const client = new OpenAI({ apiKey: "x", baseURL: PROVIDER_URL, maxRetries: 0, fetch: loggedFetch });
await makeOpenAiCalls(client, SUFFIX);
const patient = new OpenAI({ apiKey: "x", baseURL: PROVIDER_URL, maxRetries: 1, fetch: loggedFetch });
await patient.chat.completions.create({ model: `flaky-${SUFFIX}`, messages: [{ role: "user", content: "hi" }] });
await flushLogs();

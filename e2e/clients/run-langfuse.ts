import { setTimeout as delay } from "node:timers/promises";
import { Langfuse } from "langfuse";

const { SWITCHYARD_URL = "", SWITCHYARD_API_KEY = "", SUFFIX = "" } = process.env;
const langfuse = new Langfuse({
  baseUrl: SWITCHYARD_URL,
  publicKey: "pk-lf-x",
  secretKey: SWITCHYARD_API_KEY,
  flushAt: 1,
});
const trace = langfuse.trace({ name: "checkout", tags: ["gold"] });
const good = trace.generation({ name: "chat", model: `counted-${SUFFIX}`, startTime: new Date() });
await delay(40);
good.update({ completionStartTime: new Date() });
await langfuse.flushAsync();
await delay(40);
good.end({ usageDetails: { input: 1200, input_cached_tokens: 1024, output: 42 } });
const bad = trace.generation({ name: "chat", model: `fail-429-${SUFFIX}`, startTime: new Date() });
bad.end({ level: "ERROR", statusMessage: "429 Rate limit reached" });
await langfuse.shutdownAsync();

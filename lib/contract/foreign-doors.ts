import { exportReplySchema, foreignReplySchema, langfuseReplySchema } from "./foreign-reply";
import type { Operation } from "./operation";

const foreign = (path: string, summary: string, method: "post" | "put" = "post"): Operation => {
  return { method, path, summary, scope: "logs:write", reply: foreignReplySchema };
};
const otlp = (path: string, summary: string): Operation => {
  return { method: "post", path, summary, scope: "logs:write", reply: exportReplySchema };
};
const langfuse = (path: string): Operation => {
  const summary = "Store the generations of a Langfuse batch";
  return { method: "post", path, summary, scope: "logs:write", reply: langfuseReplySchema, status: 207 };
};
/** Doors for the clients of other tools, whose bodies are theirs to define. */
export const FOREIGN_DOORS: readonly Operation[] = [
  otlp("/api/otel/v1/traces", "Store the model calls of an OTLP trace export"),
  otlp("/api/public/otel/v1/traces", "The same, where Langfuse's client posts"),
  otlp("/api/otel/v1/metrics", "Take an OTLP metric export and ignore it"),
  otlp("/api/otel/v1/logs", "Take an OTLP log export and ignore it"),
  foreign("/api/v1/logs/litellm", "Store a batch of LiteLLM's generic_api callback"),
  foreign("/api/v1/logs/litellm-spend-logs", "Store rows of LiteLLM's SpendLogs or ErrorLogs"),
  foreign("/api/v1/logs/helicone", "Store a Helicone custom log"),
  foreign("/api/v1/logs/helicone/{route}/v1/log", "The same, where Helicone's loggers post"),
  foreign("/api/v1/logs/portkey", "Store Portkey logs"),
  foreign("/api/portkey/v1/logs", "The same, where Portkey's client posts"),
  foreign("/api/v1/logs/openrouter", "Store OpenRouter generations or a Broadcast"),
  foreign("/api/v1/logs/openrouter", "The same", "put"),
  foreign("/api/v1/logs/envoy", "Store lines of Envoy AI Gateway's access log"),
  langfuse("/api/v1/logs/langfuse"),
  langfuse("/api/public/ingestion"),
];

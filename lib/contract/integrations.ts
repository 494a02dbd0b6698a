import {
  exportReplySchema,
  integrationReplySchema,
  langfuseReplySchema,
  logExportReplySchema,
  metricExportReplySchema,
} from "./integration-reply";
import { operation } from "./operation";

// Integrations: endpoints for the clients of other tools, whose bodies are theirs to define.
const common = { method: "post", scope: "logs:write", caller: "log-client" } as const;
const logs = { ...common, reply: integrationReplySchema } as const;
const otlp = { ...common, reply: exportReplySchema } as const;
const langfuse = { ...common, reply: langfuseReplySchema, status: 207 } as const;

export const otlpTracesOperation = operation({
  ...otlp,
  path: "/api/otel/v1/traces",
  summary: "Store the model calls of an OTLP trace export",
});
export const langfuseTracesOperation = operation({
  ...otlp,
  path: "/api/public/otel/v1/traces",
  summary: "The same, where Langfuse's client posts",
});
export const otlpMetricsOperation = operation({
  ...common,
  reply: metricExportReplySchema,
  path: "/api/otel/v1/metrics",
  summary: "Take an OTLP metric export and ignore it",
});
export const otlpLogsOperation = operation({
  ...common,
  reply: logExportReplySchema,
  path: "/api/otel/v1/logs",
  summary: "Store the model calls of an OTLP log export of a coding agent",
});
export const liteLlmOperation = operation({
  ...logs,
  path: "/api/v1/logs/litellm",
  summary: "Store a batch of LiteLLM's generic_api callback",
});
export const liteLlmSpendLogsOperation = operation({
  ...logs,
  path: "/api/v1/logs/litellm-spend-logs",
  summary: "Store rows of LiteLLM's SpendLogs or ErrorLogs",
});
export const heliconeOperation = operation({
  ...logs,
  path: "/api/v1/logs/helicone",
  summary: "Store a Helicone custom log",
});
export const heliconeLoggerOperation = operation({
  ...logs,
  path: "/api/v1/logs/helicone/{route}/v1/log",
  summary: "The same, where Helicone's loggers post",
});
export const portkeyOperation = operation({
  ...logs,
  path: "/api/v1/logs/portkey",
  summary: "Store Portkey logs",
});
export const portkeyClientOperation = operation({
  ...logs,
  path: "/api/portkey/v1/logs",
  summary: "The same, where Portkey's client posts",
});
export const openRouterOperation = operation({
  ...logs,
  path: "/api/v1/logs/openrouter",
  summary: "Store OpenRouter generations or a Broadcast",
});
export const openRouterPutOperation = operation({ ...openRouterOperation, method: "put", summary: "The same" });
export const envoyOperation = operation({
  ...logs,
  path: "/api/v1/logs/envoy",
  summary: "Store lines of Envoy AI Gateway's access log",
});
export const bedrockOperation = operation({
  ...logs,
  path: "/api/v1/logs/bedrock",
  summary: "Store Amazon Bedrock's model invocation logs",
});
export const cloudflareOperation = operation({
  ...logs,
  path: "/api/v1/logs/cloudflare",
  summary: "Store logs of Cloudflare's AI Gateway, as Logpush posts them or its API lists them",
});
export const kongOperation = operation({
  ...logs,
  path: "/api/v1/logs/kong",
  summary: "Store what Kong's http-log plugin posts for its AI plugins",
});
export const apisixOperation = operation({
  ...logs,
  path: "/api/v1/logs/apisix",
  summary: "Store what APISIX's http-logger posts for its AI plugins",
});
export const langfuseOperation = operation({
  ...langfuse,
  path: "/api/v1/logs/langfuse",
  summary: "Store the generations of a Langfuse batch",
});
export const langfuseClientOperation = operation({ ...langfuseOperation, path: "/api/public/ingestion" });

export const INTEGRATIONS = [
  otlpTracesOperation,
  langfuseTracesOperation,
  otlpMetricsOperation,
  otlpLogsOperation,
  liteLlmOperation,
  liteLlmSpendLogsOperation,
  heliconeOperation,
  heliconeLoggerOperation,
  portkeyOperation,
  portkeyClientOperation,
  openRouterOperation,
  openRouterPutOperation,
  envoyOperation,
  bedrockOperation,
  cloudflareOperation,
  kongOperation,
  apisixOperation,
  langfuseOperation,
  langfuseClientOperation,
] as const;

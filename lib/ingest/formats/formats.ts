import { apisix } from "./apisix";
import { bedrock } from "./bedrock";
import { cloudflare } from "./cloudflare";
import type { Format } from "./entry";
import { envoy } from "./envoy";
import { langsmith } from "./exports/langsmith";
import { mlflow } from "./exports/mlflow";
import { phoenix } from "./exports/phoenix";
import { helicone } from "./helicone";
import { kong } from "./kong";
import { langfuse } from "./langfuse";
import { litellm } from "./litellm";
import { litellmSpendLogs } from "./litellm-spend-logs";
import { openrouter } from "./openrouter";
import { otlpJson } from "./otlp/otlp-json";
import { otlpLogs } from "./otlp/otlp-logs";
import { portkey } from "./portkey";

/** Every format that is read besides our own records, by its name. */
export const FORMATS: ReadonlyMap<string, Format> = new Map(
  [
    litellm,
    litellmSpendLogs,
    otlpJson,
    otlpLogs,
    langfuse,
    helicone,
    portkey,
    openrouter,
    envoy,
    bedrock,
    cloudflare,
    kong,
    apisix,
    phoenix,
    langsmith,
    mlflow,
  ].map((format) => [format.name, format]),
);

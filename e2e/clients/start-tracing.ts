import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtoExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import type { Instrumentation } from "@opentelemetry/instrumentation";
import { NodeSDK } from "@opentelemetry/sdk-node";

/** Starts OpenTelemetry as the environment says, in the encoding asked for; returns how to end it with all that is sent. */
export function startTracing(
  encoding: string | undefined,
  instrumentations: Instrumentation[] = [],
): () => Promise<void> {
  const traceExporter = encoding === "proto" ? new ProtoExporter() : new JsonExporter();
  const sdk = new NodeSDK({ traceExporter, instrumentations });
  sdk.start();
  return () => sdk.shutdown();
}

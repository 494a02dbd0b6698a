import { curlLine } from "./curl-line";

/** The programs that are shown as they are in the repository. */
export type SnippetFiles = { openaiFetch: string; tellRouter: string };

export type Sender = { value: string; label: string; says: string; text: string };

const KEY = "$SWITCHYARD_API_KEY";

/** What to set or to run for each kind of sender. */
export function sendersOf(origin: string, files: SnippetFiles): readonly Sender[] {
  return [
    {
      value: "curl",
      label: "curl",
      says: "One record per upstream attempt, in arrays of up to 10,000 or as NDJSON; the same id twice is stored once.",
      text: curlLine(origin),
    },
    {
      value: "otel",
      label: "OpenTelemetry",
      says: "For Node, Python and everything else that exports traces over HTTP: OpenAI instrumentation, the Vercel AI SDK, OpenInference, Traceloop, Langfuse v4 and v5.",
      text: [
        `export OTEL_EXPORTER_OTLP_ENDPOINT=${origin}/api/otel`,
        `export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer%20${KEY}"`,
        "export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf   # or http/json",
        "export OTEL_SERVICE_NAME=my-app                    # shown as the app",
      ].join("\n"),
    },
    {
      value: "litellm",
      label: "LiteLLM",
      says: "Add the callback to the proxy's config.yaml and start it with these two variables.",
      text: [
        "# config.yaml",
        "litellm_settings:",
        '  callbacks: ["generic_api"]',
        "",
        "# environment",
        `export GENERIC_LOGGER_ENDPOINT=${origin}/api/v1/logs/litellm`,
        `export GENERIC_LOGGER_HEADERS="Authorization=Bearer ${KEY}"`,
      ].join("\n"),
    },
    {
      value: "langfuse",
      label: "Langfuse",
      says: "The client of version 3, which posts batches; later versions export traces, as under OpenTelemetry.",
      text: `new Langfuse({\n  baseUrl: "${origin}",\n  publicKey: "any",\n  secretKey: switchyardKey,\n});`,
    },
    {
      value: "portkey",
      label: "Portkey",
      says: "Logs that logs.create posts. They have no time of their own, so each counts from when it arrives, less how long it took.",
      text: `new Portkey({\n  apiKey: switchyardKey,\n  baseURL: "${origin}/api/portkey/v1",\n});`,
    },
    {
      value: "typescript",
      label: "OpenAI SDK",
      says: "Save it beside your code, set SWITCHYARD_URL and SWITCHYARD_API_KEY, and make the client with new OpenAI({ fetch: loggedFetch }).",
      text: files.openaiFetch,
    },
    {
      value: "python",
      label: "Python",
      says: "A small router, with the standard library only: it asks one model after the other and tells of every attempt.",
      text: files.tellRouter,
    },
  ];
}

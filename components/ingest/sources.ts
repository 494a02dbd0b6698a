import { t } from "@/lib/messages/translate";
import { curlLine } from "./curl-line";

/** The programs that are shown as they are in the repository. */
export type SnippetFiles = { openaiFetch: string; reportAttempts: string };

export type Source = { value: string; label: string; subtitle: string; text: string };

const KEY = "$SWITCHYARD_API_KEY";

/** What to set or to run for each kind of source. */
export function sourcesOf(origin: string, files: SnippetFiles): readonly Source[] {
  return [
    {
      value: "curl",
      label: "curl",
      subtitle: t(
        "One record per upstream attempt, in arrays of up to 10,000 or as NDJSON; the same id twice is stored once.",
      ),
      text: curlLine(origin),
    },
    {
      value: "otel",
      label: "OpenTelemetry",
      subtitle: t(
        "For Node, Python and everything else that exports traces over HTTP: OpenAI instrumentation, the Vercel AI SDK, OpenInference, Traceloop, Langfuse v4 and v5.",
      ),
      text: [
        `export OTEL_EXPORTER_OTLP_ENDPOINT=${origin}/api/otel`,
        `export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer%20${KEY}"`,
        "export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf   # or http/json",
        "export OTEL_SERVICE_NAME=my-app                    # shown as the app",
      ].join("\n"),
    },
    {
      value: "agents",
      label: t("Coding agents"),
      subtitle: t(
        "For Claude Code; Codex, Gemini CLI, Qwen Code and Grok Build have settings of their own for the same address.",
      ),
      text: [
        "export CLAUDE_CODE_ENABLE_TELEMETRY=1",
        "export OTEL_LOGS_EXPORTER=otlp",
        "export OTEL_EXPORTER_OTLP_PROTOCOL=http/json",
        `export OTEL_EXPORTER_OTLP_ENDPOINT=${origin}/api/otel`,
        `export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer%20${KEY}"`,
        "export OTEL_RESOURCE_ATTRIBUTES=team.id=my-team   # shown as the team",
      ].join("\n"),
    },
    {
      value: "litellm",
      label: "LiteLLM",
      subtitle: t("Add the callback to the proxy's config.yaml and start it with these two variables."),
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
      subtitle: t(
        "The client of version 3, which posts batches; later versions export traces, as under OpenTelemetry.",
      ),
      text: `new Langfuse({\n  baseUrl: "${origin}",\n  publicKey: "any",\n  secretKey: switchyardKey,\n});`,
    },
    {
      value: "portkey",
      label: "Portkey",
      subtitle: t(
        "Logs that logs.create posts. They carry no time, so each is dated by its arrival minus its duration.",
      ),
      text: `new Portkey({\n  apiKey: switchyardKey,\n  baseURL: "${origin}/api/portkey/v1",\n});`,
    },
    {
      value: "gateways",
      label: t("Gateways"),
      subtitle: t(
        "Bedrock's invocation logs and the logs of Cloudflare, Kong, APISIX and Envoy, as JSON or one object a line.",
      ),
      text: ["bedrock", "cloudflare", "kong", "apisix", "envoy"]
        .map(
          (name) => `curl ${origin}/api/v1/logs/${name} -H "Authorization: Bearer ${KEY}" --data-binary @${name}.jsonl`,
        )
        .join("\n"),
    },
    {
      value: "typescript",
      label: "OpenAI SDK",
      subtitle: t(
        "Save it beside your code, set SWITCHYARD_URL and SWITCHYARD_API_KEY, and make the client with {code}.",
        { code: "new OpenAI({ fetch: loggedFetch })" },
      ),
      text: files.openaiFetch,
    },
    {
      value: "python",
      label: "Python",
      subtitle: t(
        "A small router, with the standard library only: it tries one model after another and reports every attempt.",
      ),
      text: files.reportAttempts,
    },
  ];
}

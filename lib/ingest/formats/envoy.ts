import type { Outcome } from "@/lib/domain/outcome";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { type Fields, firstOf, idOf, instantOf, isFields, msOf, nameOf, numberOf, tokensOf } from "../values";
import type { Entry, Format } from "./entry";
import { type Failure, failureOf } from "./failure";
import { providerOfHost, regionOfHost } from "./hosts";
import { readEntries } from "./read-payload";

/** What Envoy notes of how a response ended, where its status says nothing of it or something else. */
const FLAGS: ReadonlyMap<string, Outcome> = new Map([
  ["DC", "cancelled"],
  ["UT", "timeout"],
  ["SI", "timeout"],
  ["UF", "server_error"],
  ["UH", "server_error"],
  ["UC", "server_error"],
  ["UR", "server_error"],
  ["URX", "server_error"],
  ["RL", "rate_limited"],
]);

/** Lines of Envoy AI Gateway's access log, with the field names of its documented example. */
export const envoy: Format = {
  name: "envoy",
  title: "Envoy AI Gateway access log",
  read: ({ text }) => readEntries(text, (value) => (isFields(value) ? entryOf(value) : { unreadable: "Is no object" })),
};

function entryOf(line: Fields): Entry {
  const requested = nameOf(line.genai_model_name);
  const model = firstOf(nameOf(line.genai_model_name_override), requested);
  if (model === null) return { ignored: "No model was asked" };
  const startUs = instantOf(line.start_time);
  const durationMs = msOf(line.duration);
  const requestId = nameOf(line["x-request-id"]);
  if (requestId === null) return { unreadable: "x-request-id is missing" };
  if (startUs === null || durationMs === null) return { unreadable: "start_time or duration is missing" };
  const authority = line[":authority"];
  const { outcome, http_status, error_code } = endOf(line);
  const input = tokensOf(line.genai_tokens_input);
  const output = tokensOf(line.genai_tokens_output);
  return {
    record: {
      id: idOf(`${requestId}:${nameOf(line.start_time)}`) ?? requestId,
      request_id: idOf(requestId),
      model,
      requested_model: requested,
      started_at: formatInstantUs(startUs),
      duration_ms: durationMs,
      outcome,
      http_status,
      error_code,
      provider: firstOf(
        providerOfHost(authority),
        providerOfHost(line.upstream_host),
        backendOf(line.genai_backend_name),
      ),
      region: regionOfHost(authority),
      tier: nameOf(line.route_name),
      ...(outcome === "ok" && { input_tokens: input, output_tokens: output }),
    },
  };
}

function endOf(line: Fields): Failure {
  const flags = (nameOf(line.response_flags) ?? "").split(",").map((flag) => flag.trim());
  const code = flags.find((flag) => FLAGS.has(flag)) ?? null;
  const byFlag = code === null ? undefined : FLAGS.get(code);
  const status = numberOf(line.response_code);
  // A stream that broke is still a 200, and a caller who left before an answer is a 0.
  if (byFlag) return { outcome: byFlag, http_status: null, error_code: code };
  if (status === null || status === 0) return { outcome: "cancelled", http_status: null, error_code: null };
  return status < 300 ? { outcome: "ok", http_status: status, error_code: null } : failureOf({ status });
}

/** The name within "namespace/name/route/…". */
function backendOf(value: unknown): string | null {
  return nameOf(nameOf(value)?.split("/")[1]);
}

import type { Outcome } from "@/lib/domain/outcome";
import { type Failure, failureOf } from "./failure";

/**
 * What Envoy notes of how a response ended, where its status says nothing of that or something else. Short and long names,
 * since operators log either (envoyproxy.io, access log usage, %RESPONSE_FLAGS%; Envoy 1.36).
 *
 * Not here, since the status says it: URX, of which the code is the last try's, DI, FI, RFCF and LH.
 */
const FLAGS: readonly (readonly [short: string, long: string, Outcome])[] = [
  ["DC", "DownstreamConnectionTermination", "cancelled"],
  ["DR", "DownstreamRemoteReset", "cancelled"],
  ["UT", "UpstreamRequestTimeout", "timeout"],
  ["SI", "StreamIdleTimeout", "timeout"],
  ["DT", "DurationTimeout", "timeout"],
  ["UMSDR", "UpstreamMaxStreamDurationReached", "timeout"],
  ["UH", "NoHealthyUpstream", "server_error"],
  ["UF", "UpstreamConnectionFailure", "server_error"],
  ["UC", "UpstreamConnectionTermination", "server_error"],
  ["UR", "UpstreamRemoteReset", "server_error"],
  ["LR", "LocalReset", "server_error"],
  ["UPE", "UpstreamProtocolError", "server_error"],
  ["DF", "DnsResolutionFailed", "server_error"],
  ["RL", "RateLimited", "refused"],
  ["RLSE", "RateLimitServiceError", "refused"],
  ["UAEX", "UnauthorizedExternalService", "refused"],
  ["UO", "UpstreamOverflow", "refused"],
  ["OM", "OverloadManagerTerminated", "refused"],
  ["OM", "OverloadManager", "refused"],
  ["DO", "DropOverLoad", "refused"],
  ["UDO", "UnconditionalDropOverload", "refused"],
  ["NR", "NoRouteFound", "refused"],
  ["NC", "NoClusterFound", "refused"],
  ["NFCF", "NoFilterConfigFound", "refused"],
  ["IH", "InvalidEnvoyRequestHeaders", "client_error"],
  ["DPE", "DownstreamProtocolError", "client_error"],
];
const byFlag = new Map(
  FLAGS.flatMap(([short, long, outcome]) => [short, long].map((name) => [name.toLowerCase(), { short, outcome }])),
);

/** How a response ended by its flags and its status; a flag that says more than the status is the error's code. */
export function envoyEnd(flags: string | null, status: number | null): Failure {
  const known = (flags ?? "").split(",").flatMap((flag) => byFlag.get(flag.trim().toLowerCase()) ?? []);
  const [first] = known;
  // A stream that broke is still a 200, and a caller who left before an answer is a 0.
  if (first) return { outcome: first.outcome, http_status: statusOfFailure(status), error_code: first.short };
  if (status === null || status === 0) return { outcome: "cancelled", http_status: null, error_code: null };
  return status < 300 ? { outcome: "ok", http_status: status, error_code: null } : failureOf({ status });
}

function statusOfFailure(status: number | null): number | null {
  return status !== null && status >= 400 && status <= 599 ? status : null;
}

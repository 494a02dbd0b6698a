import type { Outcome } from "@/lib/domain/outcome";
import { numberOf } from "../values";

/** What the name of an error says of it: how the call ended, and the HTTP status where the name is one's own. */
export type NamedFailure = { outcome: Outcome; status: number | null };

type Row = readonly [Outcome, status: number | null, names: string];

/**
 * The names of errors as SDKs, providers, gateways and runtimes write them, without "Error" or "Exception" at their end
 * unless only one of the two is meant. A name that says nothing (ClientError, HTTPStatusError, AI_APICallError) is not here:
 * then the message decides.
 *
 * Sources: openai 1 and 6, anthropic 0.7x (by status), LiteLLM 1.83 (exceptions, proxy), Bedrock Runtime API reference and
 * botocore 1.4x, google.rpc.Code and api_core 2, azure-core 1.3x, cohere 5, mistralai 1, httpx 0.28, aiohttp 3.1x, requests
 * 2.3x and urllib3 2, AI SDK 5 to 7, axios 1, undici 7, Node 20's errno, .NET 9, Java 21 and Spring AI 1.0, asyncio 3.13.
 */
const ROWS: readonly Row[] = [
  // A gateway's own limits, budgets and guardrails, whatever status it answers with.
  [
    "refused",
    null,
    `ProxyRateLimit BudgetExceeded ExceededBudget budget_exceeded RouterRateLimit litellm_rate_limit
      RouterRateLimitErrorBasic GuardrailRaised GuardrailIntervention GuardrailInterventionNormalString
      BlockedPiiEntity RejectedRequest hooks_failed ModifyResponse local_rate_limited request_rate_limited`,
  ],
  [
    "rate_limited",
    429,
    `RateLimit rate_limit rate_limit_exceeded RateLimitExceeded RateLimited TooManyRequests Throttling
      Throttled RequestThrottled insufficient_quota quota_exceeded ResourceExhausted RESOURCE_EXHAUSTED
      QuotaExceeded ModelNotReady service_tier_capacity_exceeded too_many_requests engine_overloaded
      SlowDown RequestLimitExceeded billing_hard_limit_reached`,
  ],
  ["rate_limited", null, `ServiceQuotaExceeded LimitExceeded ProvisionedThroughputExceeded PriorRequestNotComplete`],
  ["timeout", 408, "ModelTimeout RequestTimeout request_timeout"],
  ["timeout", 504, "DeadlineExceeded DEADLINE_EXCEEDED GatewayTimeout gateway_timeout"],
  [
    "timeout",
    null,
    `Timeout TimedOut APITimeout APIConnectionTimeout ReadTimeout ConnectTimeout WriteTimeout PoolTimeout
      ServerTimeout SocketTimeout ConnectionTimeout HttpTimeout ServiceRequestTimeout
      ServiceResponseTimeout ETIMEDOUT ESOCKETTIMEDOUT ECONNABORTED UND_ERR_CONNECT_TIMEOUT
      UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT HeadersTimeout BodyTimeout ERR_HTTP_REQUEST_TIMEOUT
      ERR_SOCKET_CONNECTION_TIMEOUT timeout_error context_deadline_exceeded TimeoutExpired`,
  ],
  ["cancelled", 499, "ClientClosedRequest client_closed_request"],
  [
    "cancelled",
    null,
    `GeneratorExit Cancelled Canceled CANCELLED KeyboardInterrupt SystemExit Abort APIUserAbort ABORT_ERR
      ERR_CANCELED UND_ERR_ABORTED RequestAborted ResponseAborted TaskCanceled OperationCanceled
      OperationCancelled Cancellation Interrupted ClientDisconnect ClientDisconnected context_canceled`,
  ],
  ["server_error", 500, "InternalServer INTERNAL InternalFailure"],
  ["server_error", 501, "UNIMPLEMENTED"],
  ["server_error", 502, "BadGateway bad_gateway"],
  ["server_error", 503, "ServiceUnavailable service_unavailable UNAVAILABLE MidStreamFallback"],
  ["server_error", 529, "Overloaded overloaded_error"],
  ["server_error", 424, "ModelError ModelStreamError"],
  [
    "server_error",
    null,
    `Server server_error api_error APIConnection Connection ConnectionReset ConnectionClosed
      ConnectionRefused ConnectionAborted BrokenPipe Connect Read Write Close Network Proxy RemoteProtocol
      LocalProtocol Protocol IncompleteRead ChunkedEncoding ServerDisconnected ClientConnector
      ClientConnection ClientConnectionReset ClientOS ClientPayload ContentType MaxRetry NewConnection
      EndpointConnection ProxyConnection SSL SSLHandshake Socket UnknownHost ResourceAccess TransientAi
      ServiceRequest ServiceResponse NoRouteToHost ECONNREFUSED ECONNRESET EPIPE ENOTFOUND EAI_AGAIN
      EHOSTUNREACH ENETUNREACH UND_ERR_SOCKET ERR_NETWORK ERR_BAD_RESPONSE ERR_STREAM_PREMATURE_CLOSE
      UND_ERR_RESPONSE DATA_LOSS APIResponseValidation JSONSchemaValidation JSONDecode
      UnexpectedModelBehavior AI_NoObjectGenerated AI_NoOutputGenerated AI_NoContentGenerated
      AI_EmptyResponseBody AI_JSONParse AI_InvalidResponseData AI_TypeValidation Unavailable
      model_overloaded`,
  ],
  [
    "client_error",
    400,
    `BadRequest bad_request InvalidRequest invalid_request ValidationException INVALID_ARGUMENT
      InvalidArgument FAILED_PRECONDITION FailedPrecondition OUT_OF_RANGE OutOfRange ContextWindowExceeded
      context_length_exceeded ContentPolicyViolation content_policy_violation content_filter
      UnsupportedParams string_above_max_length prompt_too_long ERR_BAD_REQUEST`,
  ],
  [
    "client_error",
    401,
    `Authentication authentication_error Unauthorized UNAUTHENTICATED Unauthenticated invalid_api_key
      ClientAuthentication expired_key auth_error`,
  ],
  ["client_error", 402, "PaymentRequired billing billing_error insufficient_credits"],
  [
    "client_error",
    403,
    `AccessDenied PermissionDenied PERMISSION_DENIED permission_error Permission Forbidden
      UnrecognizedClient ExpiredToken InvalidSignature model_access_denied key_model_access_denied`,
  ],
  ["client_error", 404, `NotFound NOT_FOUND not_found_error ResourceNotFound model_not_found DeploymentNotFound`],
  ["client_error", 405, "MethodNotAllowed"],
  ["client_error", 409, "Conflict ALREADY_EXISTS AlreadyExists ABORTED"],
  ["client_error", 413, "RequestTooLarge request_too_large PayloadTooLarge RequestEntityTooLarge"],
  ["client_error", 422, "UnprocessableEntity unprocessable_entity HTTPValidation"],
  ["client_error", 498, "InvalidToken"],
  [
    "client_error",
    null,
    `NoCredentials PartialCredentials ParamValidation NonTransientAi BlockedPrompt ContextOverflow
      AI_LoadAPIKey AI_LoadSetting AI_InvalidPrompt AI_InvalidArgument AI_NoSuchModel AI_NoSuchProvider
      AI_UnsupportedFunctionality AI_InvalidMessageRole AI_MessageConversion AI_UnsupportedModelVersion
      AI_TooManyEmbeddingValuesForCall AI_Download InvalidSchema InvalidURL MissingSchema ProfileNotFound
      UserError ContentFilterFinishReason LengthFinishReason`,
  ],
];

/** Written in capitals these are Google's codes, otherwise what they say in English. */
const CAPITALS = new Set(["ABORTED", "INTERNAL", "UNAVAILABLE", "CANCELLED"]);
/** SDKs' words for whatever went wrong, which Anthropic has for an error of its own: api_error. */
const ANY_ERROR = new Set(["APIError", "ApiError", "Error", "Exception"]);
const ENDINGS = /(?:_?errors?|_?exceptions?|_?fault|_?err)$/i;

const BY_NAME = new Map(
  ROWS.flatMap(([outcome, status, names]) =>
    names.split(/\s+/).map((name) => [keyOf(name), { outcome, status }] as const),
  ),
);
/** gRPC's numbers, in their order. */
const GRPC_NAMES = [
  ...["OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS"],
  ...["PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED"],
  ...["INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED"],
];

/** What an error's name says, with its module, package or outer class before it; null where it says nothing. */
export function failureOfName(name: string): NamedFailure | null {
  const last = name.split(/[.:$/#]/).findLast((part) => part !== "") ?? "";
  if (ANY_ERROR.has(last)) return null;
  return BY_NAME.get(keyOf(last)) ?? BY_NAME.get(keyOf(stemOf(last))) ?? null;
}

/** Whether a name is one of whatever goes wrong. */
export function isAnyError(name: string): boolean {
  return ANY_ERROR.has(name);
}

/** What a status of gRPC says, by its number or name; null for a success and for UNKNOWN. */
export function failureOfGrpc(status: unknown): NamedFailure | null {
  const number = numberOf(status);
  const name = number === null ? GRPC_NAMES.find((each) => each === status) : GRPC_NAMES[number];
  return name === undefined ? null : failureOfName(name);
}

function stemOf(name: string): string {
  return name.replace(ENDINGS, "");
}

function keyOf(name: string): string {
  return CAPITALS.has(name) ? name : name.replaceAll("_", "").toLowerCase();
}

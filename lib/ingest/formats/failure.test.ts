import { describe, expect, test } from "vitest";
import { errorSigns, failureOf } from "./failure";

describe("a failure's name", () => {
  test.each<[string, string, number | null]>([
    ["ThrottlingException", "rate_limited", 429],
    ["TooManyRequestsException", "rate_limited", 429],
    ["ModelNotReadyException", "rate_limited", 429],
    ["ServiceQuotaExceededException", "rate_limited", null],
    ["ValidationException", "client_error", 400],
    ["AccessDeniedException", "client_error", 403],
    ["ResourceNotFoundException", "client_error", 404],
    ["ModelTimeoutException", "timeout", 408],
    ["ModelErrorException", "server_error", 424],
    ["ModelStreamErrorException", "server_error", 424],
    ["InternalServerException", "server_error", 500],
    ["ServiceUnavailableException", "server_error", 503],
    ["botocore.exceptions.NoCredentialsError", "client_error", null],
    ["botocore.exceptions.ReadTimeoutError", "timeout", null],
    ["openai.RateLimitError", "rate_limited", 429],
    ["openai.APITimeoutError", "timeout", null],
    ["openai.APIConnectionError", "server_error", null],
    ["openai.UnprocessableEntityError", "client_error", 422],
    ["overloaded_error", "server_error", 529],
    ["anthropic.OverloadedError", "server_error", 529],
    ["context_length_exceeded", "client_error", 400],
    ["insufficient_quota", "rate_limited", 429],
    ["google.api_core.exceptions.ResourceExhausted", "rate_limited", 429],
    ["google.api_core.exceptions.DeadlineExceeded", "timeout", 504],
    ["RESOURCE_EXHAUSTED", "rate_limited", 429],
    ["UNAVAILABLE", "server_error", 503],
    ["ABORTED", "client_error", 409],
    ["cohere.errors.GatewayTimeoutError", "timeout", 504],
    ["azure.core.exceptions.ClientAuthenticationError", "client_error", 401],
    ["azure.core.exceptions.ServiceRequestTimeoutError", "timeout", null],
    ["litellm.exceptions.ContextWindowExceededError", "client_error", 400],
    ["litellm.exceptions.MidStreamFallbackError", "server_error", 503],
    ["httpx.ReadTimeout", "timeout", null],
    ["httpx.RemoteProtocolError", "server_error", null],
    ["aiohttp.client_exceptions.ServerDisconnectedError", "server_error", null],
    ["requests.exceptions.ChunkedEncodingError", "server_error", null],
    ["ECONNRESET", "server_error", null],
    ["ECONNABORTED", "timeout", null],
    ["UND_ERR_HEADERS_TIMEOUT", "timeout", null],
    ["ERR_CANCELED", "cancelled", null],
    ["AI_NoObjectGeneratedError", "server_error", null],
    ["AI_LoadAPIKeyError", "client_error", null],
    ["java.net.SocketTimeoutException", "timeout", null],
    ["HttpClientErrorException$TooManyRequests", "rate_limited", 429],
    ["org.springframework.ai.retry.NonTransientAiException", "client_error", null],
    ["System.Threading.Tasks.TaskCanceledException", "cancelled", null],
    ["GeneratorExit", "cancelled", null],
    ["asyncio.CancelledError", "cancelled", null],
    ["asyncio.exceptions.CancelledError", "cancelled", null],
    ["KeyboardInterrupt", "cancelled", null],
    ["AbortError", "cancelled", null],
    ["ClientDisconnect", "cancelled", null],
    ["builtins.TimeoutError", "timeout", null],
    ["NobodyKnowsThisRateLimitThing", "rate_limited", null],
    ["pydantic_core.ValidationError", "server_error", null],
  ])("%s is %s", (type, outcome, http_status) => {
    expect(failureOf({ type })).toEqual({ outcome, http_status, error_code: type });
  });

  test("that is too long is kept without its package", () => {
    const type = "org.springframework.web.client.HttpClientErrorException$TooManyRequests";
    expect(failureOf({ type })).toMatchObject({ outcome: "rate_limited", error_code: type.slice(31) });
  });

  test("that is vague gives way to one that is known, or to the message", () => {
    expect(failureOf({ type: ["APIError", "rate_limit_exceeded"] })).toMatchObject({
      ...{ outcome: "rate_limited", error_code: "rate_limit_exceeded" },
    });
    expect(failureOf({ type: "APIStatusError", message: "Error code: 429 - {'error': {}}" })).toMatchObject({
      ...{ outcome: "rate_limited", http_status: 429, error_code: "APIStatusError" },
    });
  });

  test("tells apart what one status stands for", () => {
    expect(failureOf({ status: 400, type: "ThrottlingException" }).outcome).toBe("rate_limited");
    expect(failureOf({ status: 400, type: "ValidationException" }).outcome).toBe("client_error");
    expect(failureOf({ status: 424, type: "ModelErrorException" }).outcome).toBe("server_error");
  });
});

test.each<[unknown, string, number | null]>([
  [1, "cancelled", null],
  ["4", "timeout", 504],
  [8, "rate_limited", 429],
  [13, "server_error", 500],
  [14, "server_error", 503],
  [16, "client_error", 401],
  ["UNAVAILABLE", "server_error", 503],
  [2, "server_error", null],
])("gRPC's %s is %s", (grpc, outcome, http_status) => {
  expect(failureOf({ grpc })).toMatchObject({ outcome, http_status });
});

describe("a message", () => {
  test.each<[string, string, number | null]>([
    ["Request failed with status code 429", "rate_limited", 429],
    ["Too many requests", "rate_limited", null],
    ["Too many tokens, please wait before trying again.", "rate_limited", null],
    ["The operation was aborted", "cancelled", null],
    ["This operation was aborted", "cancelled", null],
    ["The user aborted a request.", "cancelled", null],
    ["signal is aborted without reason", "cancelled", null],
    ["context canceled", "cancelled", null],
    ["context deadline exceeded", "timeout", null],
    ["Client disconnected", "cancelled", null],
    ["GeneratorExit: ", "cancelled", null],
    ["status_code: 429, model_name: gpt-4o, body: {}", "rate_limited", 429],
    ["An error occurred (ThrottlingException) when calling the ConverseStream operation: wait", "rate_limited", 429],
    ["An error occurred (AccessDeniedException) when calling the InvokeModel operation: no", "client_error", 403],
    ["Failed after 3 attempts. Last error: Too Many Requests", "rate_limited", null],
    ["HTTP 503", "server_error", 503],
    ["HTTP/1.1 502 Bad Gateway", "server_error", 502],
    ["Error code: 429 - {'error': {'type': 'tokens'}}", "rate_limited", 429],
    ["401 - {}", "client_error", 401],
    ["Error: 429 Rate limit reached", "rate_limited", 429],
    ["APIStatusError: Error code: 503", "server_error", 503],
    ["[GoogleGenerativeAI Error]: Error fetching from https://x: [429 Too Many Requests] wait", "rate_limited", 429],
    ['got status: 503 Service Unavailable. {"error":{}}', "server_error", 503],
    ["8 RESOURCE_EXHAUSTED: quota", "rate_limited", 429],
    ["rpc error: code = Unavailable desc = down", "server_error", null],
    ["StatusCode.DEADLINE_EXCEEDED", "timeout", 504],
    ["Client error '404 Not Found' for url 'https://x'", "client_error", 404],
    ["Response status code does not indicate success: 429 (Too Many Requests).", "rate_limited", 429],
    ["(Service: BedrockRuntime, Status Code: 503, Request ID: x)", "server_error", 503],
    ['POST "https://api.openai.com/v1/chat/completions": 429 Too Many Requests {}', "rate_limited", 429],
    ['{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}', "server_error", 529],
    ["litellm.RateLimitError: RateLimitError: OpenAIException - x", "rate_limited", 429],
    ["The request was canceled due to the configured HttpClient.Timeout of 100 seconds elapsing.", "timeout", null],
    ["Bad gateway", "server_error", null],
    ["socket hang up", "server_error", null],
    ["Incorrect API key provided", "client_error", null],
    ["This model's maximum context length is 128000 tokens.", "client_error", null],
    ["who knows", "server_error", null],
  ])("%s is %s", (message, outcome, http_status) => {
    expect(failureOf({ message })).toMatchObject({ outcome, http_status });
  });

  test("of a cancelled task that took too long is a timeout", () => {
    const message = "The request was canceled due to the configured HttpClient.Timeout of 100 seconds elapsing.";
    expect(failureOf({ type: "TaskCanceledException", message }).outcome).toBe("timeout");
  });

  test("is never kept, but for the name of an error that everybody knows", () => {
    const failure = failureOf({ type: "a secret sentence", message: "ThrottlingException: my secret prompt" });
    expect(failure).toEqual({ outcome: "rate_limited", http_status: 429, error_code: "ThrottlingException" });
  });
});

test.each([
  { status: 429, type: "ProxyRateLimitError" },
  { status: "429", type: "RateLimitError", category: "litellm_rate_limit" },
  { status: 400, type: "BudgetExceededError" },
  { message: "Budget has been exceeded! Current cost: 1, Max budget: 1" },
  { message: "ExceededBudget: User over budget" },
  { status: 429, message: "Max parallel request limit reached" },
  { status: 429, message: "No deployments available for selected model, Try again in 5 seconds" },
  { status: 400, type: "GuardrailRaisedException" },
  { status: 400, message: "Violated moderation guardrail policy" },
  { status: 446 },
  { status: 429, message: "AI token rate limit exceeded for provider(s): openai" },
])("what a gateway itself turned away is refused: %o", (signs) => {
  expect(failureOf(signs).outcome).toBe("refused");
});

test("what a provider limits is not", () => {
  const signs = { status: 429, type: "RateLimitError", message: "Rate limit reached for gpt-4o on tokens per min" };
  expect(failureOf(signs).outcome).toBe("rate_limited");
});

test("an error object of a provider says what it is by its code, its type or its status", () => {
  expect(failureOf(errorSigns({ code: 429, message: "x", status: "RESOURCE_EXHAUSTED" }))).toMatchObject({
    ...{ outcome: "rate_limited", http_status: 429 },
  });
  expect(failureOf(errorSigns({ type: "overloaded_error", message: "Overloaded" }))).toMatchObject({
    ...{ outcome: "server_error", error_code: "overloaded_error" },
  });
});

test("an error that is called like any other has the name in its message, or none", () => {
  const message = '429 {"type":"error","error":{"type":"rate_limit_error","message":"Slow down"}}';
  expect(failureOf({ type: "Error", message })).toMatchObject({ http_status: 429, error_code: "rate_limit_error" });
  expect(failureOf({ type: "Error", message: "Request was aborted." })).toEqual({
    ...{ outcome: "cancelled", http_status: null, error_code: null },
  });
  const google = '{"error":{"code":503,"status":"UNAVAILABLE"}}';
  expect(failureOf({ type: "ApiError", message: google })).toMatchObject({ error_code: "UNAVAILABLE" });
  expect(failureOf({ type: "ApiError", message: "who knows" })).toMatchObject({ error_code: "ApiError" });
});

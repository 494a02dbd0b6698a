import { expect, test } from "vitest";
import { FORMATS } from "./formats";

const AT = 1_795_953_600;

function recordOf(format: string, body: unknown, headers: Record<string, string> = {}) {
  const request = { path: "", headers: new Map(Object.entries(headers)) };
  const [entry] = FORMATS.get(format)?.read({ text: JSON.stringify(body), receivedAtUs: AT * 1e6, request }) ?? [];
  return entry && "record" in entry ? entry.record : entry;
}

test("LiteLLM says team, key, end user and session; tags of one key are one tag", () => {
  const call = {
    ...{ id: "a", call_type: "atext_completion", status: "success", model: "gpt-4o", startTime: AT, endTime: AT + 1 },
    ...{ end_user: "customer-7", request_tags: ["User-Agent: sdk", "User-Agent: sdk/1.2", "beta"] },
    metadata: { user_api_key_alias: "batch", user_api_key_team_alias: "search", user_api_key_team_id: "t-1" },
  };
  expect(recordOf("litellm", call)).toMatchObject({
    ...{ operation: "completion", team: "search", key: "batch", consumer: "customer-7" },
    tags: ["User-Agent: sdk", "beta"],
  });
  const row = {
    ...{ request_id: "a", call_type: "acompletion", model: "gpt-4o", startTime: AT, endTime: AT + 1, team_id: "t-1" },
    ...{ end_user: "customer-7", session_id: "s-1", metadata: JSON.stringify({ user_api_key_alias: "batch" }) },
  };
  expect(recordOf("litellm-spend-logs", row)).toMatchObject({
    ...{ team: "t-1", key: "batch", consumer: "customer-7", session: "s-1" },
  });
});

test("Langfuse says environment, user and session, of the trace or the generation", () => {
  const event = (type: string, body: object) => ({ id: crypto.randomUUID(), type, timestamp: AT, body });
  const times = { startTime: "2026-11-29T12:00:00Z", endTime: "2026-11-29T12:00:01Z" };
  const batch = [
    event("trace-create", { id: "t", name: "checkout", userId: "u-1", sessionId: "s-1", environment: "production" }),
    event("generation-create", { id: "g", traceId: "t", model: "gpt-4o", environment: "staging", ...times }),
  ];
  expect(recordOf("langfuse", { batch })).toMatchObject({ environment: "staging", consumer: "u-1", session: "s-1" });
});

test("OpenRouter says workspace, key, user and session", () => {
  const generation = {
    ...{ id: "gen-1", model: "openai/gpt-4o", created_at: "2026-11-29T12:00:00Z", latency: 900 },
    ...{ workspace_name: "search", api_key_name: "batch", external_user: "u-1", session_id: "s-1" },
  };
  expect(recordOf("openrouter", { data: generation })).toMatchObject({
    ...{ team: "search", key: "batch", consumer: "u-1", session: "s-1" },
  });
});

test("Helicone's headers say user, session and properties", () => {
  const log = {
    providerRequest: { url: "x", json: { model: "gpt-4o" }, meta: {} },
    providerResponse: { json: { id: "c", model: "gpt-4o", usage: {} }, status: 200, headers: {} },
    timing: { startTime: { seconds: AT, milliseconds: 0 }, endTime: { seconds: AT + 1, milliseconds: 0 } },
  };
  const headers = { "helicone-user-id": "u-1", "helicone-session-id": "s-1", "helicone-property-team": "search" };
  expect(recordOf("helicone", log, headers)).toMatchObject({ consumer: "u-1", session: "s-1", team: "search" });
});

test("Portkey's metadata says user, environment and team", () => {
  const log = {
    request: { url: "https://api.openai.com/v1/chat/completions", body: { model: "gpt-4o" } },
    response: { status: 200, response_time: 900, body: { id: "c", model: "gpt-4o" } },
    metadata: { _user: "u-1", _environment: "production", team: "search" },
  };
  expect(recordOf("portkey", log)).toMatchObject({ consumer: "u-1", environment: "production", team: "search" });
});

test("spans say team, environment, agent and session; a user is kept as a hash", () => {
  const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const span = {
    ...{ traceId: "a".repeat(32), spanId: "b".repeat(16), name: "chat" },
    ...{ startTimeUnixNano: `${AT}000000000`, endTimeUnixNano: `${AT + 1}000000000` },
    attributes: [
      attribute("gen_ai.operation.name", "chat"),
      attribute("gen_ai.request.model", "gpt-4o"),
      attribute("gen_ai.agent.name", "planner"),
      attribute("gen_ai.conversation.id", "s-1"),
      attribute("user.id", "ada@example.com"),
    ],
  };
  const resource = {
    attributes: [attribute("service.namespace", "search"), attribute("deployment.environment.name", "production")],
  };
  const record = recordOf("otlp", { resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }] });
  expect(record).toMatchObject({ team: "search", environment: "production", agent: "planner", session: "s-1" });
  expect(record).toHaveProperty("consumer", expect.stringMatching(/^[0-9a-f]{32}$/));
});

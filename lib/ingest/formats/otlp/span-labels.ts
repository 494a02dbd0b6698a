import type { LogRecordInput } from "@/lib/contract/log-record";
import { firstOf, givenNameOf, hashedUser, idOf } from "../../values";
import type { Span } from "./read-spans";

/**
 * Where spans say whose a call was: OpenTelemetry's registry (1.41) first, then what Langfuse, Traceloop, OpenInference, the AI
 * SDK and LiteLLM write. Those of `resource` stand on the process.
 */
const NAMES = {
  team: { resource: ["service.namespace"], span: ["metadata.user_api_key_team_alias", "team"] },
  key: { resource: [], span: ["metadata.user_api_key_alias", "trace.metadata.openrouter.api_key_name"] },
  environment: {
    resource: ["deployment.environment.name", "deployment.environment", "langfuse.environment"],
    span: ["langfuse.environment", "langfuse.trace.environment"],
  },
  feature: { resource: [], span: ["ai.telemetry.functionId", "traceloop.workflow.name", "langfuse.trace.name"] },
  agent: { resource: [], span: ["gen_ai.agent.name", "agent.name", "traceloop.entity.agent"] },
  session: {
    resource: [],
    span: [
      ...["gen_ai.conversation.id", "session.id", "langfuse.session.id", "ai.telemetry.metadata.sessionId"],
      ...["traceloop.association.properties.session_id", "trace.metadata.openrouter.session_id"],
    ],
  },
  consumer: {
    resource: [],
    span: [
      ...["user.id", "enduser.id", "langfuse.user.id", "ai.telemetry.metadata.userId"],
      ...["traceloop.association.properties.user_id", "metadata.user_api_key_end_user_id"],
    ],
  },
} as const;

/** Whose a call was and what for. Users are kept as hashes alone: here an id is often an e-mail address. */
export function labelsOfSpan(span: Span): Partial<LogRecordInput> {
  const one = (label: keyof typeof NAMES) =>
    firstOf(
      ...NAMES[label].span.map((name) => givenNameOf(span.attributes.get(name))),
      ...NAMES[label].resource.map((name) => givenNameOf(span.resource.get(name))),
    );
  return {
    team: one("team"),
    key: one("key"),
    environment: one("environment"),
    feature: one("feature"),
    agent: one("agent"),
    session: one("session"),
    consumer: hashedUser(idOf(one("consumer"))),
  };
}

import type { LogRecordInput } from "@/lib/contract/log-record";
import { firstOf, givenNameOf, hashedUser, idOf } from "../../values";
import type { LogEvent } from "./read-logs";

/**
 * Where an agent's events say whose a call was, of the event before those of the process. A team is what an administrator
 * set for it, as the agents' documentation of OTEL_RESOURCE_ATTRIBUTES has it. Account before device: an e-mail address is
 * the same with every agent.
 */
const NAMES = {
  team: ["team.id", "team", "team.name", "service.namespace", "department"],
  environment: ["deployment.environment.name", "deployment.environment", "env"],
  feature: ["query_source", "role"],
  agent: ["agent.name", "subagent_name", "gen_ai.agent.name"],
  session: ["session.id", "conversation.id", "gen_ai.conversation.id"],
  consumer: ["user.email", "enduser.id", "user.account_uuid", "user.account_id", "user.id", "installation.id"],
} as const;

/** Whose a call of an agent was and what for. Users are kept as hashes alone. */
export function labelsOfLog({ attributes, resource }: LogEvent): Partial<LogRecordInput> {
  const one = (label: keyof typeof NAMES) =>
    firstOf(...[attributes, resource].flatMap((from) => NAMES[label].map((name) => givenNameOf(from.get(name)))));
  const service = givenNameOf(resource.get("service.name"));
  return {
    app: service?.startsWith("unknown_service") ? null : service,
    team: one("team"),
    environment: one("environment"),
    feature: one("feature"),
    agent: one("agent"),
    session: one("session"),
    consumer: hashedUser(idOf(one("consumer"))),
  };
}

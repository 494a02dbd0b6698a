import { firstOf, numberOf } from "../../values";
import { type Failure, failureOf } from "../failure";
import type { Agent } from "./agents";
import type { LogEvent } from "./read-logs";

/** How an event ended a call, or why it ended none. */
export type LogEnd = { outcome: "ok" | "cancelled" } | { failure: Failure } | { ignored: string };

export const PART: LogEnd = { ignored: "reports a part of a call that is counted when it ends" };
export const NO_CALL: LogEnd = { ignored: "is no event of a call" };

/** What an event of an agent is by its name. */
export function endByName(agent: Agent, name: string, { attributes }: LogEvent): LogEnd {
  if (agent.answered.includes(name)) return { outcome: "ok" };
  if (agent.cancelled.includes(name)) return { outcome: "cancelled" };
  if (agent.failed.includes(name)) return { failure: failureOfLog(attributes) };
  return agent.parts.includes(name) ? PART : NO_CALL;
}

/** What an event says of a failure, under the names of all agents; never its message, which may quote a prompt. */
export function failureOfLog(attributes: LogEvent["attributes"]): Failure {
  const of = (...names: readonly string[]) => names.map((name) => attributes.get(name));
  return failureOf({
    status: firstOf(...of("status_code", "http.response.status_code", "http.status_code").map(numberOf)),
    type: of("error.type", "error_type", "error_category"),
    message: of("error.message", "error_message", "error"),
  });
}

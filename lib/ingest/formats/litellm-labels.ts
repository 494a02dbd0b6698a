import type { LogRecordInput } from "@/lib/contract/log-record";
import { DEFAULT_OPERATION } from "@/lib/domain/operation";
import { operationOf } from "../operation-of";
import { isOperation } from "../operations";
import { at, type Fields, firstOf, nameOf } from "../values";

/**
 * Whose a call through LiteLLM was, by the names of its keys, teams and end users; never a key itself, nor an address.
 *
 * Source: StandardLoggingPayload and LiteLLM_SpendLogs as of LiteLLM 1.99; `metadata` is the payload's or the row's.
 */
export function litellmLabels(row: Fields, metadata: unknown): Partial<LogRecordInput> {
  const named = (name: string) => nameOf(at(metadata, name));
  const kind = operationOf(nameOf(row.call_type) ?? "");
  return {
    ...(kind !== null && isOperation(kind) && kind !== DEFAULT_OPERATION && { operation: kind }),
    team: firstOf(named("user_api_key_team_alias"), named("user_api_key_team_id"), nameOf(row.team_id)),
    key: named("user_api_key_alias"),
    environment: firstOf(named("environment"), named("deployment_environment")),
    agent: firstOf(nameOf(row.agent_id), named("agent_id")),
    consumer: firstOf(nameOf(row.end_user), named("user_api_key_end_user_id")),
    session: firstOf(nameOf(row.session_id), named("session_id"), named("litellm_session_id")),
  };
}

import type { FirstStepsDone } from "@/components/overview/first-steps";
import { listKeys } from "@/db/keys/list-keys";
import { listPolicies } from "@/db/policies/list-policies";
import { getReadDb } from "./runtime";
import { seenDimensions } from "./seen-dimensions";

/** What of a new installation is done: a key that may send, a record that came, a policy in force. */
export async function firstStepsDone(now: Date): Promise<FirstStepsDone> {
  const db = getReadDb();
  const [keys, policies, seen] = await Promise.all([listKeys(db), listPolicies(db), seenDimensions()]);
  const hasKey = keys.some(
    ({ scopes, revoked_at, expires_at }) =>
      revoked_at === null &&
      (expires_at === null || Date.parse(expires_at) > now.getTime()) &&
      scopes.some((scope) => scope === "logs:write" || scope === "admin"),
  );
  return { hasKey, hasRecord: seen.model.length > 0, hasPolicy: policies.length > 0 };
}

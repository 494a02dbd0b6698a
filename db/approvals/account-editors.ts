import { inArray } from "drizzle-orm";
import { isApprovalAsked } from "@/db/approvals/is-approval-asked";
import type { Db } from "../client";
import { apiKey } from "../schema/api-keys";
import { user } from "../schema/users";

const KEY = "key:";

/**
 * Who is noted as an editor of an account that an actor adds or changes: the actor and those behind it.
 *
 * Nobody while nothing asks for approval, since whoever acts may publish alone then.
 */
export async function newEditors(tx: Db, { actor }: { actor: string }): Promise<string[]> {
  return (await isApprovalAsked(tx)) ? editorsBehind(tx, { actor }) : [];
}

/** Whether an actor's name is that of a machine's key. */
export function isKey(actor: string): boolean {
  return actor.startsWith(KEY);
}

/**
 * An actor and all who may have acted as them: who made the key, who added or changed the user since they were last
 * confirmed, and so on.
 */
export async function editorsBehind(tx: Db, { actor }: { actor: string }): Promise<string[]> {
  const editors = new Set([actor]);
  for (let next = [actor]; next.length > 0; ) {
    const keys = next.filter(isKey).map((key) => key.slice(KEY.length));
    const users = next.filter((name) => !isKey(name));
    const made = await tx.select({ by: apiKey.createdBy }).from(apiKey).where(inArray(apiKey.name, keys));
    const changed = await tx.select({ by: user.unconfirmedEditors }).from(user).where(inArray(user.email, users));
    next = [...made, ...changed].flatMap(({ by }) => by).filter((by) => !editors.has(by));
    for (const by of next) editors.add(by);
  }
  return [...editors];
}

import { inArray } from "drizzle-orm";
import { isApprovalAsked } from "@/db/approvals/is-approval-asked";
import type { Db } from "../client";
import { apiKey } from "../schema/api-keys";
import { user } from "../schema/users";

const KEY = "key:";

/**
 * Who has a hand in somebody whom an actor adds or changes: nobody while nothing asks for approval, since whoever acts may
 * publish alone then.
 */
export async function newHands(tx: Db, { actor }: { actor: string }): Promise<string[]> {
  return (await isApprovalAsked(tx)) ? handsBehind(tx, { actor }) : [];
}

/** Whether an actor's name is that of a machine's key. */
export function isKey(actor: string): boolean {
  return actor.startsWith(KEY);
}

/**
 * An actor and all who may have acted as them: of a key whoever made it, of a person whoever had a hand in them since they
 * were last confirmed, and so on.
 */
export async function handsBehind(tx: Db, { actor }: { actor: string }): Promise<string[]> {
  const hands = new Set([actor]);
  for (let next = [actor]; next.length > 0; ) {
    const keys = next.filter(isKey).map((hand) => hand.slice(KEY.length));
    const users = next.filter((hand) => !isKey(hand));
    const made = await tx.select({ by: apiKey.createdBy }).from(apiKey).where(inArray(apiKey.name, keys));
    const held = await tx.select({ by: user.unconfirmedHands }).from(user).where(inArray(user.email, users));
    next = [...made, ...held].flatMap(({ by }) => by).filter((by) => !hands.has(by));
    for (const by of next) hands.add(by);
  }
  return [...hands];
}

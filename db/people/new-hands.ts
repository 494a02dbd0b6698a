import { inArray } from "drizzle-orm";
import { isApprovalAsked } from "@/db/proposals/is-approval-asked";
import type { Db } from "../client";
import { apiKey } from "../schema/api-keys";

const KEY = "key:";

/**
 * Who has a hand in an admin that an actor adds or changes: nobody while nothing asks for approval, since whoever acts may
 * publish alone then.
 */
export async function newHands(tx: Db, { actor }: { actor: string }): Promise<string[]> {
  return (await isApprovalAsked(tx)) ? handsBehind(tx, { actor }) : [];
}

/** Whether an actor's name is that of a machine's key. */
export function isKey(actor: string): boolean {
  return actor.startsWith(KEY);
}

/** An actor, and where it is a key, whoever made that key, and so on: a key is never another hand than its maker's. */
export async function handsBehind(tx: Db, { actor }: { actor: string }): Promise<string[]> {
  const hands = new Set([actor]);
  for (let keys = [actor]; keys.length > 0; ) {
    const names = keys.flatMap((hand) => (isKey(hand) ? [hand.slice(KEY.length)] : []));
    if (names.length === 0) break;
    const made = await tx.select({ by: apiKey.createdBy }).from(apiKey).where(inArray(apiKey.name, names));
    keys = made.map(({ by }) => by).filter((by) => !hands.has(by));
    for (const by of keys) hands.add(by);
  }
  return [...hands];
}

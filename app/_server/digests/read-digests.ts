import { listSentDigests } from "@/db/digests/list-sent-digests";
import { listSubscriptions } from "@/db/digests/list-subscriptions";
import type { Digests, OwnDigests } from "@/lib/contract/digests";
import { getEnv } from "@/lib/env";
import { getReadDb } from "../runtime";

/** Who gets digests by e-mail, what was sent, and who it is from. */
export async function readDigests(now: Date): Promise<Digests> {
  const db = getReadDb();
  const [subscriptions, digests] = await Promise.all([listSubscriptions(db, { now }), listSentDigests(db)]);
  return { as_of: now.toISOString(), from: getEnv().smtp?.from.address ?? null, subscriptions, digests };
}

/** The digests that a user is subscribed to. */
export async function readOwnDigests({ id, email }: { id: string; email: string }, now: Date): Promise<OwnDigests> {
  const subscriptions = await listSubscriptions(getReadDb(), { userId: id, now });
  return { as_of: now.toISOString(), address: email, can_email: getEnv().smtp !== undefined, subscriptions };
}

import { and, desc, eq, notInArray } from "drizzle-orm";
import type { Db } from "../client";
import { knownNetwork } from "../schema/people";

const KEPT_PER_PERSON = 50;

/** Notes where somebody signed in from, so that what strangers fail at elsewhere does not keep them out from there. */
export async function rememberNetwork(db: Db, input: { personId: string; network: string; now: Date }): Promise<void> {
  const { personId, network, now } = input;
  await db
    .insert(knownNetwork)
    .values({ userId: personId, network, lastAt: now })
    .onConflictDoUpdate({ target: [knownNetwork.userId, knownNetwork.network], set: { lastAt: now } });
  const newest = db
    .select({ network: knownNetwork.network })
    .from(knownNetwork)
    .where(eq(knownNetwork.userId, personId))
    .orderBy(desc(knownNetwork.lastAt))
    .limit(KEPT_PER_PERSON);
  await db.delete(knownNetwork).where(and(eq(knownNetwork.userId, personId), notInArray(knownNetwork.network, newest)));
}

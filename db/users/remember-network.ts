import { and, desc, eq, notInArray } from "drizzle-orm";
import type { Db } from "../client";
import { knownNetwork } from "../schema/users";

const NETWORKS_PER_USER = 50;

/** Notes where somebody signed in from, so that what strangers fail at elsewhere does not keep them out from there. */
export async function rememberNetwork(db: Db, input: { userId: string; network: string; now: Date }): Promise<void> {
  const { userId, network, now } = input;
  await db
    .insert(knownNetwork)
    .values({ userId: userId, network, lastAt: now })
    .onConflictDoUpdate({ target: [knownNetwork.userId, knownNetwork.network], set: { lastAt: now } });
  const newest = db
    .select({ network: knownNetwork.network })
    .from(knownNetwork)
    .where(eq(knownNetwork.userId, userId))
    .orderBy(desc(knownNetwork.lastAt))
    .limit(NETWORKS_PER_USER);
  await db.delete(knownNetwork).where(and(eq(knownNetwork.userId, userId), notInArray(knownNetwork.network, newest)));
}

import type { Db } from "@/db/client";
import { insertReportedTransitions } from "./insert-reported-transitions";
import { type ReceivedHeartbeat, upsertHeartbeat } from "./upsert-heartbeat";

/** Stores a router's report, and its transitions once however often it is sent; both or neither. */
export async function recordHeartbeat(db: Db, received: ReceivedHeartbeat): Promise<{ newTransitions: number }> {
  const { router, transitions } = received.heartbeat;
  if (transitions.length === 0) {
    await upsertHeartbeat(db, received);
    return { newTransitions: 0 };
  }
  return db.transaction(async (tx) => {
    await upsertHeartbeat(tx, received);
    return { newTransitions: await insertReportedTransitions(tx, { router, transitions }) };
  });
}

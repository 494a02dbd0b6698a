import { asc, eq, sql } from "drizzle-orm";
import type { View } from "@/lib/contract/views";
import type { Db } from "../client";
import { savedView, startView } from "../schema/views";
import { isSeenBy } from "./view-rights";
import { toView } from "./view-row";

/** The views that a user sees, by name. */
export async function listViews(db: Db, { userId }: { userId: string }): Promise<View[]> {
  const rows = await db
    .select()
    .from(savedView)
    .where(isSeenBy(userId))
    .orderBy(sql`lower(${savedView.name})`, asc(savedView.id));
  const startId = await readStartId(db, { userId });
  return rows.map((row) => toView(row, { userId, startId }));
}

/** The view that a user starts with; null for the overview. It may have been deleted since. */
export async function readStartId(db: Db, { userId }: { userId: string }): Promise<number | null> {
  const [start] = await db.select().from(startView).where(eq(startView.userId, userId));
  return start?.viewId ?? null;
}

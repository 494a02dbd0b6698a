import { asc } from "drizzle-orm";
import type { Db } from "../client";
import { monthClose } from "../schema/month-close";

export type MonthClose = { month: string; startsAt: Date; endsAt: Date; closedAt: Date };

/** Every month that is closed, oldest first. No two share an instant. */
export function listCloses(db: Db): Promise<MonthClose[]> {
  const { month, startsAt, endsAt, closedAt } = monthClose;
  return db.select({ month, startsAt, endsAt, closedAt }).from(monthClose).orderBy(asc(startsAt));
}

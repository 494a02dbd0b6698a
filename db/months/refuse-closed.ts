import { and, gt, lt } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { monthClose } from "../schema/month-close";

/** CONFLICT where a month is closed, or shares an instant with one that is, as months of two zones do. */
export async function refuseClosed(tx: Db, { month, span }: { month: string; span: TimeWindow }): Promise<void> {
  const closed = await tx
    .select({ month: monthClose.month, zone: monthClose.zone, by: monthClose.closedBy, at: monthClose.closedAt })
    .from(monthClose)
    .where(and(lt(monthClose.startsAt, span.to), gt(monthClose.endsAt, span.from)));
  const same = closed.find((each) => each.month === month);
  if (same)
    throw new AppError(
      "CONFLICT",
      t("{month} was closed by {user} at {time}", { month, user: same.by, time: same.at.toISOString() }),
    );
  const [other] = closed;
  if (!other) return;
  const message = t("{month} in this zone shares hours with {other} in {zone}, which is closed", {
    month,
    other: other.month,
    zone: other.zone,
  });
  throw new AppError("CONFLICT", message, { fields: { zone: [message] } });
}

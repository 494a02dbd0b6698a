import { statementSigner } from "@/app/_server/months/statement-signer";
import type { Db } from "@/db/client";
import { closeMonth } from "@/db/months/close-month";
import { getRetention } from "@/db/retention/get-retention";
import { monthClose } from "@/db/schema/month-close";
import { BLOCKING_QUESTIONS, MONTH_QUESTIONS } from "@/lib/contract/month-statement";
import { DEMO_FINANCE_EMAIL } from "@/lib/domain/access/demo-users";
import { calendarMonth } from "@/lib/domain/time/calendar-window";
import type { SettledEnv } from "@/lib/env";

/** Closes the UTC month before this one where the demo's traffic has all of it and no month was ever closed. */
export async function closeDemoMonth(db: Db, input: { env: SettledEnv; now: Date; fromUs: number }): Promise<void> {
  const { env, now } = input;
  const { from } = calendarMonth(now.getTime(), "UTC", -1);
  if (input.fromUs / 1_000 > from.getTime()) return;
  const [closed] = await db.select({ month: monthClose.month }).from(monthClose).limit(1);
  if (closed) return;
  await closeMonth(db, {
    ...{ month: from.toISOString().slice(0, 7), zone: "UTC", note: "Closed with the demo's data", now },
    acknowledged: MONTH_QUESTIONS.filter((question) => !BLOCKING_QUESTIONS.includes(question)),
    ...{ actor: DEMO_FINANCE_EMAIL, signer: statementSigner(env) },
    retention: await getRetention(db, { now, rawDays: env.rawRetentionDays }),
  });
}

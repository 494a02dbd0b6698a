import type { OpenQuestion } from "@/lib/contract/month-statement";
import { monthSpan } from "@/lib/domain/months/month-span";
import { formatUsdOrNull } from "@/lib/domain/pricing/usd";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { readOpenQuestions } from "./read-open-questions";
import { refuseClosed } from "./refuse-closed";
import { refuseRepricing } from "./refuse-repricing";

/** What closing a month would sign, by the sums, and what is open. CONFLICT where it cannot be closed, or not now. */
export async function previewClose(db: Db, input: { month: string; zone: string; now: Date; retention: Retention }) {
  const { month, zone, now, retention } = input;
  const span = monthSpan(month, zone);
  await refuseClosed(db, { month, span });
  await refuseRepricing(db, span);
  const { totals, questions } = await readOpenQuestions(db, { span, now, retention });
  return {
    ...{ month, zone, from: span.from.toISOString(), to: span.to.toISOString() },
    ...{ attempts: totals.attempts, usage_records: totals.usageRecords, cost_usd: formatUsdOrNull(totals.costPico) },
    questions: questions satisfies OpenQuestion[],
  };
}

import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { statementSigner } from "@/app/_server/months/statement-signer";
import { answerContext } from "@/app/_server/reads/read-context";
import { getDb } from "@/app/_server/runtime";
import { closeMonth } from "@/db/months/close-month";
import { getLedgerZone } from "@/db/months/get-ledger-zone";
import { previewClose } from "@/db/months/preview-close";
import { BLOCKING_QUESTIONS, type OpenQuestion } from "@/lib/contract/month-statement";
import { closeMonthOperation } from "@/lib/contract/months";
import { getEnv } from "@/lib/env";

export const POST = implement(closeMonthOperation, async ({ caller, params: { month }, query, body }) => {
  const { db, now, retention } = await answerContext();
  const zone = body.zone ?? (await getLedgerZone(db));
  if (query.apply === "false") {
    const { questions, ...preview } = await previewClose(db, { month, zone, now, retention });
    return { ...preview, applied: false, open_questions: withBlocking(questions), rows_sha256: null, signature: null };
  }
  const { statement, signature } = await closeMonth(getDb(), {
    ...{ month, zone, now, retention, note: body.note ?? null, acknowledged: body.acknowledged },
    ...{ actor: actorName(caller), signer: statementSigner(getEnv()) },
  });
  const { from, to, totals, rows, open_questions } = statement;
  return {
    ...{ month, zone, from, to, applied: true, attempts: totals.attempts, cost_usd: totals.cost_usd },
    ...{ usage_records: totals.usage_records.records, open_questions: withBlocking(open_questions) },
    ...{ rows_sha256: rows.sha256, signature },
  };
});

function withBlocking(questions: readonly OpenQuestion[]) {
  return questions.map((question) => ({ ...question, is_blocking: BLOCKING_QUESTIONS.includes(question.kind) }));
}

import { sql } from "drizzle-orm";
import { z } from "zod";
import { AppError } from "@/lib/contract/error";
import {
  BLOCKING_QUESTIONS,
  type MonthQuestion,
  type MonthStatement,
  type OpenQuestion,
  STATEMENT_FORMAT,
  STATEMENT_VERSION,
  type StatementSignature,
} from "@/lib/contract/month-statement";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { monthSpan } from "@/lib/domain/months/month-span";
import { t } from "@/lib/messages/translate";
import { LOCKS } from "../advisory-locks";
import type { Retention } from "../aggregates/group-types";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { monthClose } from "../schema/month-close";
import { selectRows } from "../select-rows";
import { queueStatementMails } from "../statement-recipients/queue-statement-mails";
import { theRow } from "../the-row";
import { freezeMonth } from "./freeze-month";
import { refuseClosed } from "./refuse-closed";
import { refuseRepricing } from "./refuse-repricing";

/** Signs bytes, and says by which key. */
export type StatementSigner = Pick<StatementSignature, "key_id" | "public_key"> & {
  sign: (bytes: Uint8Array) => string;
};

export type CloseInput = {
  month: string;
  zone: string;
  note: string | null;
  acknowledged: readonly MonthQuestion[];
  actor: string;
  now: Date;
  retention: Retention;
  signer: StatementSigner;
};

export type ClosedStatement = { statement: MonthStatement; signature: StatementSignature };

/**
 * Closes a month for ever: reads it in one snapshot, stores its rows and a signed statement of them, and queues that for
 * everybody who gets it by e-mail.
 *
 * CONFLICT where it is closed, shares an instant with a month that is, or is being closed or re-priced;
 * UNPROCESSABLE where it is not over or something open was not acknowledged. Nothing is stored then.
 */
export async function closeMonth(db: Db, input: CloseInput): Promise<ClosedStatement> {
  const { month, zone, actor, now, signer } = input;
  const span = monthSpan(month, zone);
  return db.transaction(async (tx) => {
    await lockClosing(tx);
    await refuseClosed(tx, { month, span });
    await refuseRepricing(tx, span);
    const { questions, ...frozen } = await freezeMonth(db, tx, { month, span, now, retention: input.retention });
    refuseOpen(questions, input.acknowledged);
    const statement: MonthStatement = {
      ...{ format: STATEMENT_FORMAT, version: STATEMENT_VERSION, month, zone, currency: "USD" },
      ...{ from: span.from.toISOString(), to: span.to.toISOString() },
      ...{ closed_at: now.toISOString(), closed_by: actor, note: input.note },
      ...frozen,
      open_questions: questions,
    };
    const text = canonicalJson(statement);
    const signature: StatementSignature = {
      ...{ algorithm: "Ed25519", key_id: signer.key_id, public_key: signer.public_key },
      value: signer.sign(new TextEncoder().encode(text)),
    };
    await tx.insert(monthClose).values({
      ...{ month, zone, startsAt: span.from, endsAt: span.to, closedAt: now, closedBy: actor, statement: text },
      ...{ signature: signature.value, keyId: signature.key_id, publicKey: signature.public_key },
    });
    const { totals, rows } = frozen;
    const after = { zone, cost_usd: totals.cost_usd, rows_sha256: rows.sha256, key_id: signature.key_id };
    const details = { note: input.note, acknowledged: questions.map(({ kind }) => kind) };
    await recordAudit(tx, { actor, action: "month.close", subject: month, after: { ...after, ...details }, now });
    await queueStatementMails(tx, { month, now });
    return { statement, signature };
  });
}

/** Who would have to wait is refused: waiting transactions could take every connection that the first one needs. */
async function lockClosing(tx: Db): Promise<void> {
  const query = sql`select pg_try_advisory_xact_lock(${LOCKS.monthClose}) as is_mine`;
  const { is_mine } = theRow(await selectRows(tx, query, z.object({ is_mine: z.boolean() })));
  if (is_mine) return;
  throw new AppError("CONFLICT", t("A month is being closed, or costs are being changed, at this moment: try again"));
}

function refuseOpen(questions: readonly OpenQuestion[], acknowledged: readonly MonthQuestion[]): void {
  const blocking = questions.find(({ kind }) => BLOCKING_QUESTIONS.includes(kind));
  if (blocking?.kind === "not_over") {
    throw new AppError("UNPROCESSABLE", t("The month is not over yet"), { fields: { month: [t("Is not over yet")] } });
  }
  if (blocking) {
    const message = t("The sums of this month are retained by whole UTC days alone: it can be closed in UTC");
    throw new AppError("UNPROCESSABLE", message, { fields: { zone: [message] } });
  }
  const open = questions.filter(({ kind }) => !acknowledged.includes(kind)).map(({ kind }) => kind);
  if (open.length === 0) return;
  throw new AppError("UNPROCESSABLE", t("Not acknowledged: {questions}", { questions: open.join(", ") }), {
    fields: { acknowledged: open.map((kind) => t("{question} is open", { question: kind })) },
  });
}

import { eq } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { type MonthStatement, monthStatementSchema, type StatementSignature } from "@/lib/contract/month-statement";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { monthClose } from "../schema/month-close";

export type StoredStatement = {
  statement: MonthStatement;
  signature: StatementSignature;
  /** The signed statement as a file: the same bytes each time. */
  file: string;
};

/** The statement of a closed month. NOT_FOUND of one that is not closed. */
export async function getStatement(db: Db, month: string): Promise<StoredStatement> {
  const [row] = await db.select().from(monthClose).where(eq(monthClose.month, month));
  if (!row) throw new AppError("NOT_FOUND", t("{month} is not closed", { month }));
  const signature: StatementSignature = {
    ...{ algorithm: "Ed25519", key_id: row.keyId, public_key: row.publicKey },
    value: row.signature,
  };
  return {
    statement: monthStatementSchema.parse(JSON.parse(row.statement)),
    signature,
    // Of what was signed the very text; keys of the two stand in their order.
    file: `{"signature":${canonicalJson(signature)},"statement":${row.statement}}\n`,
  };
}

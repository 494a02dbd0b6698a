import type { Db } from "../client";
import { auditEntry } from "../schema/audit";

export type AuditInput = {
  actor: string;
  /** Noun and verb, such as `key.create`. */
  action: string;
  subject: string;
  before?: unknown;
  after?: unknown;
  now: Date;
};

/** Notes a change. Call it with the change's own transaction, and never with a secret. */
export async function recordAudit(db: Db, input: AuditInput): Promise<void> {
  const { actor, action, subject, before = null, after = null, now } = input;
  await db.insert(auditEntry).values({ at: now, actor, action, subject, before, after });
}

import { and, eq, inArray, isNull } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { alertChannel, alertRule } from "../schema/alerts";
import type { RuleRow } from "./rule-row";

/** A rule that nobody else changes or evaluates before this transaction ends; NOT_FOUND where there is none. */
export async function lockRule(tx: Db, id: number): Promise<RuleRow> {
  const [row] = await tx
    .select()
    .from(alertRule)
    .where(and(eq(alertRule.id, id), isNull(alertRule.deletedAt)))
    .for("update");
  if (!row) throw new AppError("NOT_FOUND", t("There is no alert rule {id}", { id }));
  return row;
}

/** UNPROCESSABLE where a rule names a channel that does not exist. */
export async function requireChannels(tx: Db, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const known = await tx
    .select({ id: alertChannel.id })
    .from(alertChannel)
    .where(and(inArray(alertChannel.id, [...ids]), isNull(alertChannel.deletedAt)));
  const missing = ids.filter((id) => !known.some((one) => one.id === id));
  if (missing.length === 0) return;
  const message = t("There is no channel {id}", { id: missing.join(", ") });
  throw new AppError("UNPROCESSABLE", message, { fields: { channels: [message] } });
}

import { and, eq, isNull } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { alertChannel } from "../schema/alerts";
import type { ChannelRow } from "./channel-row";

/** A channel that nobody else changes before this transaction ends; NOT_FOUND where there is none. */
export async function lockChannel(tx: Db, id: number): Promise<ChannelRow> {
  const [row] = await tx
    .select()
    .from(alertChannel)
    .where(and(eq(alertChannel.id, id), isNull(alertChannel.deletedAt)))
    .for("update");
  if (!row) throw new AppError("NOT_FOUND", t("There is no channel {id}", { id }));
  return row;
}

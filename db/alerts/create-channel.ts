import { count, isNull } from "drizzle-orm";
import type { Channel, ChannelKind } from "@/lib/contract/channels";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { alertChannel } from "../schema/alerts";
import { theRow } from "../the-row";
import { auditedChannel, toChannel } from "./channel-row";

const CHANNELS_MAX = 50;

/** What is stored of a channel: what may be read of where it leads to, and what must not be, encrypted by the caller. */
export type StoredTarget = { target: string; recipients: string[] | null; sealed: string | null };
type CreateInput = { name: string; kind: ChannelKind; stored: StoredTarget; actor: string; now: Date };

/** Adds a channel. UNPROCESSABLE beyond CHANNELS_MAX of them. */
export function createChannel(db: Db, { name, kind, stored, actor, now }: CreateInput): Promise<Channel> {
  return db.transaction(async (tx) => {
    const { n } = theRow(await tx.select({ n: count() }).from(alertChannel).where(isNull(alertChannel.deletedAt)));
    if (n >= CHANNELS_MAX) throw new AppError("UNPROCESSABLE", t("There are {n} channels, and no more may be", { n }));
    const by = { createdAt: now, createdBy: actor, updatedAt: now, updatedBy: actor };
    const row = theRow(
      await tx
        .insert(alertChannel)
        .values({ name, kind, ...stored, ...by })
        .returning(),
    );
    const after = auditedChannel(row);
    await recordAudit(tx, { actor, action: "alert_channel.create", subject: name, after, now });
    return toChannel(row);
  });
}

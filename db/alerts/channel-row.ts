import { CHANNEL_KINDS, type Channel, type ChannelKind } from "@/lib/contract/channels";
import type { alertChannel } from "../schema/alerts";

export type ChannelRow = typeof alertChannel.$inferSelect;

/** The kind of a stored channel. */
function kindOfChannel({ id, kind }: Pick<ChannelRow, "id" | "kind">): ChannelKind {
  const known = CHANNEL_KINDS.find((one) => one === kind);
  if (!known) throw new Error(`Channel ${id} is of the unknown kind ${kind}`);
  return known;
}

/** Whether this version knows what kind of channel it is. */
export function isKnownKind({ kind }: Pick<ChannelRow, "kind">): boolean {
  return CHANNEL_KINDS.some((one) => one === kind);
}

/** A channel as answers have it: nothing of it that is sealed. */
export function toChannel(row: ChannelRow): Channel {
  return {
    ...{ id: row.id, name: row.name, kind: kindOfChannel(row), is_enabled: row.isEnabled, target: row.target },
    ...{ version: row.version, created_at: row.createdAt.toISOString(), created_by: row.createdBy },
    ...{ updated_at: row.updatedAt.toISOString(), updated_by: row.updatedBy },
    ...{ sent_at: row.sentAt?.toISOString() ?? null, failed_at: row.failedAt?.toISOString() ?? null },
    error: row.error,
  };
}

/** What of a channel an editor sets and may be read, as the audit log has it. */
export function auditedChannel(row: ChannelRow) {
  const { name, kind, is_enabled, target, version } = toChannel(row);
  return { name, kind, is_enabled, target, version };
}

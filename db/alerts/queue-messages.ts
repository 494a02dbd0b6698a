import { and, count, eq, inArray, isNull } from "drizzle-orm";
import { type AlertMessage, alertLabelsSchema, type MessageAlert } from "@/lib/contract/alert-message";
import type { Db } from "../client";
import { alert, alertChannel, alertDelivery } from "../schema/alerts";
import { theRow } from "../the-row";
import type { RuleRow } from "./rule-row";
import { toRule } from "./rule-row";

type AlertRow = typeof alert.$inferSelect;
export type Notified = { event: "firing" | "resolved"; alert: AlertRow; eventIds: readonly number[] };
type QueueInput = { row: RuleRow; notified: readonly Notified[]; now: Date };

/**
 * Queues what is to be sent of a rule: one message for all that began and one for all that ended. PagerDuty has an incident for each
 * alert, so it gets each on its own; e-mails go to each address on their own.
 */
export async function queueMessages(tx: Db, { row, notified, now }: QueueInput): Promise<void> {
  if (notified.length === 0 || row.channels.length === 0) return;
  const channels = await tx
    .select()
    .from(alertChannel)
    .where(
      and(inArray(alertChannel.id, row.channels), eq(alertChannel.isEnabled, true), isNull(alertChannel.deletedAt)),
    );
  const { n: firing } = theRow(
    await tx
      .select({ n: count() })
      .from(alert)
      .where(and(eq(alert.ruleId, row.id), inArray(alert.state, ["firing", "silenced"]))),
  );
  const values = channels.flatMap(({ id: channelId, kind, recipients }) =>
    (["firing", "resolved"] as const).flatMap((event) => {
      const own = notified.filter((one) => one.event === event);
      const groups = kind === "pagerduty" ? own.map((one) => [one]) : own.length > 0 ? [own] : [];
      return groups.flatMap((group) =>
        (recipients ?? [null]).map((recipient) => {
          const about = group.length === 1 ? group[0]?.alert.id : "all";
          const sequenceKey = [channelId, recipient ?? "", row.id].join(":");
          const key = [sequenceKey, about, event, now.toISOString()].join(":");
          return {
            ...{ key, sequenceKey, channelId, recipient, queuedAt: now, tryAt: now },
            message: messageOf(row, event, group, { firing, now }),
            eventIds: group.flatMap(({ eventIds }) => eventIds),
          };
        }),
      );
    }),
  );
  if (values.length > 0) await tx.insert(alertDelivery).values(values).onConflictDoNothing();
}

function messageOf(
  row: RuleRow,
  event: Notified["event"],
  group: readonly Notified[],
  { firing, now }: { firing: number; now: Date },
): AlertMessage {
  const { id, name, severity, terms } = toRule(row);
  return {
    ...{ event, at: now.toISOString(), firing, asked_by: null },
    rule: { id, name, kind: terms.kind, severity },
    alerts: group.map(({ alert: one }): MessageAlert => {
      const { labels, state, firedAt, summary } = one;
      const fired_at = firedAt?.toISOString() ?? null;
      return { id: one.id, labels: alertLabelsSchema.parse(labels), state, fired_at, summary };
    }),
  };
}

import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import { ALERT_STATES } from "@/lib/domain/alerts/alert-state";
import { SEVERITIES } from "@/lib/domain/alerts/rule-kinds";

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });
const edited = () => ({
  version: integer("version").notNull().default(1),
  createdAt: instant("created_at").notNull(),
  createdBy: text("created_by").notNull(),
  updatedAt: instant("updated_at").notNull(),
  updatedBy: text("updated_by").notNull(),
  deletedAt: instant("deleted_at"),
});

/** A condition that somebody wants to know of. A deleted one keeps its row, for its history. */
export const alertRule = pgTable("alert_rule", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  name: text("name").notNull(),
  severity: text("severity", { enum: SEVERITIES }).notNull(),
  terms: jsonb("terms").notNull(),
  forMinutes: integer("for_minutes").notNull(),
  renotifyMinutes: integer("renotify_minutes"),
  channels: integer("channels").array().notNull(),
  isEnabled: boolean("is_enabled").notNull(),
  ...edited(),
  /** When it was last looked at, or that failed: of two leaders the second finds that the first one did. */
  evaluatedAt: instant("evaluated_at"),
  error: text("error"),
  series: integer("series"),
  unmeasured: integer("unmeasured"),
});

/** How each series of a rule stands; changed with the history and the outbox in one transaction. */
export const alert = pgTable(
  "alert",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    ruleId: integer("rule_id").notNull(),
    /** Its labels as one text, with the occurrence where equal labels are told of one by one. */
    seriesKey: text("series_key").notNull(),
    labels: jsonb("labels").notNull(),
    state: text("state", { enum: ALERT_STATES }).notNull(),
    since: instant("since").notNull(),
    firedAt: instant("fired_at"),
    notifiedAt: instant("notified_at"),
    evaluatedAt: instant("evaluated_at").notNull(),
    summary: text("summary").notNull(),
    value: text("value"),
    threshold: text("threshold"),
  },
  (t) => [unique("alert_rule_series_key").on(t.ruleId, t.seriesKey), index("alert_state_idx").on(t.state)],
);

/** Every change of an alert's state with what was measured. Appended, never changed. */
export const alertChange = pgTable(
  "alert_change",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    alertId: bigint("alert_id", { mode: "number" }).notNull(),
    ruleId: integer("rule_id").notNull(),
    /** Its name then. */
    rule: text("rule").notNull(),
    labels: jsonb("labels").notNull(),
    at: instant("at").notNull(),
    fromState: text("from_state", { enum: ALERT_STATES }),
    toState: text("to_state", { enum: ALERT_STATES }).notNull(),
    summary: text("summary").notNull(),
    value: text("value"),
    threshold: text("threshold"),
  },
  (t) => [index("alert_change_rule_idx").on(t.ruleId, t.id)],
);

/** Alerts of which nobody is notified for a while. An ended one keeps its row. */
export const alertSilence = pgTable("alert_silence", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  ruleId: integer("rule_id"),
  labels: jsonb("labels").notNull(),
  reason: text("reason").notNull(),
  from: instant("from_at").notNull(),
  until: instant("until_at").notNull(),
  createdBy: text("created_by").notNull(),
  endedAt: instant("ended_at"),
  endedBy: text("ended_by"),
});

/** Where alerts are sent. `sealed` is what must not be read: an address or a key, and what messages are signed with, encrypted. */
export const alertChannel = pgTable("alert_channel", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  name: text("name").notNull(),
  kind: text("kind").notNull(),
  isEnabled: boolean("is_enabled").notNull().default(true),
  target: text("target").notNull(),
  recipients: text("recipients").array(),
  sealed: text("sealed"),
  ...edited(),
  sentAt: instant("sent_at"),
  failedAt: instant("failed_at"),
  error: text("error"),
});

/**
 * The outbox of alerts: written in the transaction of the change it is about, sent by whoever leads.
 *
 * `key` says what it is about and to whom, so that nothing is queued twice.
 */
export const alertDelivery = pgTable(
  "alert_delivery",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    key: text("key").notNull().unique(),
    messageId: uuid("message_id").notNull().defaultRandom(),
    /** Deliveries of one sequence are sent one after the other. */
    sequenceKey: text("sequence_key").notNull(),
    channelId: integer("channel_id").notNull(),
    /** The address of an e-mail; null where the channel says it. */
    recipient: text("recipient"),
    message: jsonb("message").notNull(),
    /** Rows of `alert_event` that are delivered with it. */
    eventIds: bigint("event_ids", { mode: "number" }).array().notNull(),
    queuedAt: instant("queued_at").notNull(),
    tries: integer("tries").notNull().default(0),
    /** When it is to be tried next; null where it is not. While one is being sent, when it counts as lost. */
    tryAt: instant("try_at"),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
    sentAt: instant("sent_at"),
    error: text("error"),
  },
  (t) => [
    index("alert_delivery_try_idx").on(t.tryAt).where(sql`${t.tryAt} is not null`),
    index("alert_delivery_sequence_idx").on(t.sequenceKey, t.id).where(sql`${t.tryAt} is not null`),
    index("alert_delivery_channel_idx").on(t.channelId, t.id),
  ],
);

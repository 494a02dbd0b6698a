import { describeLabels } from "./observation";
import type { Severity } from "./rule-kinds";

/** What is sent of one rule at one look. */
export type MessageInput = {
  event: "firing" | "resolved" | "test";
  at: string;
  rule: { id: number; name: string; severity: Severity } | null;
  alerts: readonly { id: number; labels: Readonly<Record<string, string>>; summary: string; fired_at: string | null }[];
  firing: number;
  asked_by: string | null;
};

const LINES_MAX = 20;
const EVENT_TITLES = { firing: "Firing", resolved: "Resolved" } as const;

/** "Firing: Premium burns its budget (3 alerts)". */
export function messageTitle({ event, rule, alerts }: MessageInput): string {
  if (event === "test" || rule === null) return "Test of an alert channel";
  return `${EVENT_TITLES[event]}: ${oneLine(rule.name)}${alerts.length === 1 ? "" : ` (${alerts.length} alerts)`}`;
}

/** A line for each alert, the first LINES_MAX, and how many there are besides. */
export function messageLines({ event, alerts, asked_by, firing }: MessageInput): string[] {
  if (event === "test") return [`${oneLine(asked_by ?? "Somebody")} asked for this test. Nothing fires because of it.`];
  const shown = alerts.slice(0, LINES_MAX).map(({ labels, summary }) => {
    const about = describeLabels(labels);
    return oneLine(about === "" ? summary : `${about}: ${summary}`);
  });
  const more = alerts.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(event === "resolved" && firing > 0 ? [`${firing} of this rule still ${firing === 1 ? "fires" : "fire"}`] : []),
  ];
}

/** Where a message leads to; null where the server does not know its own address. */
export function messageLink({ rule }: MessageInput, publicUrl: string | undefined): string | null {
  if (publicUrl === undefined) return null;
  return rule === null ? `${publicUrl}/alerts` : `${publicUrl}/alerts?rule=${rule.id}`;
}

/** Without line ends and other control characters, so that a name is no line of its own. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}

import { type MessageInput, messageLines, messageLink, messageTitle } from "./message-text";

type FormatInput = { message: MessageInput; publicUrl: string | undefined };

const SLACK_TEXT_MAX = 2_900;
const PAGER_SUMMARY_MAX = 1_024;

/** A message as Slack's incoming webhooks take it: a text for notifications, and blocks. Names cannot become links or mentions. */
export function slackBody({ message, publicUrl }: FormatInput) {
  const title = slackText(messageTitle(message));
  const lines = cut(messageLines(message).map(slackText).join("\n"), SLACK_TEXT_MAX);
  const link = messageLink(message, publicUrl);
  const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text, verbatim: true } });
  return {
    text: cut(title, SLACK_TEXT_MAX),
    blocks: [
      section(`*${cut(title.replaceAll("*", "∗"), 500)}*`),
      section(lines),
      ...(link === null ? [] : [section(`<${link}|Open in Switchyard>`)]),
    ],
  };
}

/** Slack reads these three; see "Formatting text for app surfaces" of its documentation. */
function slackText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A message as a workflow of Microsoft Teams takes it ("Post to a channel when a webhook request is received"): an Adaptive Card. */
export function teamsBody({ message, publicUrl }: FormatInput) {
  const link = messageLink(message, publicUrl);
  const color = message.event === "firing" ? "Attention" : message.event === "resolved" ? "Good" : "Default";
  const block = (text: string, own: object = {}) => ({ type: "TextBlock", text: cardText(text), wrap: true, ...own });
  return {
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        contentUrl: null,
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          body: [
            block(messageTitle(message), { weight: "Bolder", size: "Medium", color }),
            ...messageLines(message).map((line) => block(line, { spacing: "Small" })),
          ],
          ...(link !== null && { actions: [{ type: "Action.OpenUrl", title: "Open in Switchyard", url: link }] }),
        },
      },
    ],
  };
}

/** Text blocks read a part of Markdown. */
function cardText(text: string): string {
  return text.replace(/[\\[\]()*_`~#]/g, "\\$&");
}

/** A message about one alert as an event of PagerDuty's Events API v2: an alert of ours is one incident there. */
export function pagerDutyEvent({ message, publicUrl, routingKey }: FormatInput & { routingKey: string }) {
  const [alert] = message.alerts;
  const link = messageLink(message, publicUrl);
  const title = messageTitle(message);
  const dedup_key = alert ? `switchyard-alert-${alert.id}` : `switchyard-test-${message.at}`;
  if (message.event === "resolved") return { routing_key: routingKey, event_action: "resolve", dedup_key };
  return {
    routing_key: routingKey,
    event_action: "trigger",
    dedup_key,
    payload: {
      summary: cut(`${message.rule?.name ?? title}: ${messageLines(message).join("; ")}`, PAGER_SUMMARY_MAX),
      source: "switchyard",
      severity: message.event === "test" ? "info" : (message.rule?.severity ?? "warning"),
      timestamp: message.at,
      custom_details: { ...alert?.labels, measured: alert?.summary ?? title },
    },
    ...(link !== null && { links: [{ href: link, text: "Open in Switchyard" }] }),
  };
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}

import fc from "fast-check";
import { expect, test } from "vitest";
import { pagerDutyEvent, slackBody, teamsBody } from "./message-formats";
import { type MessageInput, messageTitle } from "./message-text";

const message = (overrides: Partial<MessageInput> = {}): MessageInput => ({
  ...{ event: "firing", at: "2026-03-01T12:00:00.000Z", firing: 1, asked_by: null },
  rule: { id: 3, name: "Premium burns", severity: "critical" },
  alerts: [{ id: 7, labels: { model: "m<1>", region: "eu" }, summary: "burns 20 ×", fired_at: null }],
  ...overrides,
});
const publicUrl = "https://switchyard.example.com";

test("a message to Slack cannot hold a mention or a link of its own", () => {
  const rule = { id: 3, name: "<!channel> & <http://evil|here>", severity: "warning" as const };
  const { text, blocks } = slackBody({ message: message({ rule }), publicUrl });

  expect(text).toBe("Firing: &lt;!channel&gt; &amp; &lt;http://evil|here&gt;");
  expect(JSON.stringify(blocks)).not.toContain("<!channel>");
  expect(JSON.stringify(blocks)).toContain("<https://switchyard.example.com/alerts?rule=3|Open in Switchyard>");
});

test("a message to Teams is one Adaptive Card whose names are no Markdown", () => {
  const rule = { id: 3, name: "[click](http://evil)", severity: "warning" as const };
  const { type, attachments } = teamsBody({ message: message({ rule }), publicUrl: undefined });

  expect(type).toBe("message");
  expect(attachments[0]?.contentType).toBe("application/vnd.microsoft.card.adaptive");
  expect(attachments[0]?.content.body[0]?.text).toBe("Firing: \\[click\\]\\(http://evil\\)");
  expect(attachments[0]?.content).not.toHaveProperty("actions");
});

test("PagerDuty gets one incident for an alert, which the same key resolves", () => {
  const routingKey = "k".repeat(32);
  const trigger = pagerDutyEvent({ message: message(), publicUrl, routingKey });
  const resolve = pagerDutyEvent({ message: message({ event: "resolved" }), publicUrl, routingKey });

  expect(trigger).toMatchObject({
    ...{ event_action: "trigger", dedup_key: "switchyard-alert-7", routing_key: routingKey },
    payload: { severity: "critical", source: "switchyard", summary: "Premium burns: m<1> · eu: burns 20 ×" },
  });
  expect(resolve).toEqual({ routing_key: routingKey, event_action: "resolve", dedup_key: "switchyard-alert-7" });
});

test("however long and whatever the names are, every format stays within its limits and on its lines", () => {
  const alert = fc.record({
    id: fc.nat(),
    labels: fc.dictionary(fc.string({ maxLength: 20 }), fc.string({ maxLength: 200 })),
    summary: fc.string({ maxLength: 400 }),
    fired_at: fc.constant(null),
  });
  const some = fc.record({
    name: fc.string({ minLength: 1, maxLength: 200 }),
    alerts: fc.array(alert, { maxLength: 60 }),
  });
  fc.assert(
    fc.property(some, ({ name, alerts }) => {
      const one = message({ rule: { id: 1, name, severity: "warning" }, alerts });
      expect(messageTitle(one)).not.toMatch(/[\r\n\u2028\u2029]/);
      for (const { text } of slackBody({ message: one, publicUrl }).blocks)
        expect(text.text.length).toBeLessThanOrEqual(3_000);
      const event = pagerDutyEvent({ message: one, publicUrl, routingKey: "k" });
      expect("payload" in event && event.payload.summary.length).toBeLessThanOrEqual(1_024);
      expect(teamsBody({ message: one, publicUrl }).attachments[0]?.content.body.length).toBeLessThanOrEqual(22);
    }),
  );
});

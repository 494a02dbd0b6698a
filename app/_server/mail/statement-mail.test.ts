import { expect, test } from "vitest";
import { MONTH_ROW_COLUMNS } from "@/lib/contract/month-row";
import { type MonthStatement, signedStatementSchema } from "@/lib/contract/month-statement";
import { COST_BUCKETS } from "@/lib/domain/months/month-sums";
import { recordOf } from "@/lib/domain/record-of";
import { oneLine } from "./html-page";
import { statementMail } from "./statement-mail";
import { testMail } from "./test-mail";

const model = (name: string, cost_usd: string | null): MonthStatement["models"][number] => ({
  ...{ provider: "p", model: name, attempts: 3, unpriced_attempts: 0, cost_usd, unpriced_tokens: 0 },
  buckets: recordOf(COST_BUCKETS, () => ({ tokens: 0, cost_usd: "0" })),
});

function aStatement(changed: Partial<MonthStatement> = {}): MonthStatement {
  const statement: MonthStatement = {
    ...{ format: "switchyard.month-statement", version: 1, month: "2026-03", zone: "Asia/Shanghai", currency: "USD" },
    ...{ from: "2026-02-28T16:00:00.000Z", to: "2026-03-31T16:00:00.000Z" },
    ...{ closed_at: "2026-04-02T01:30:00.000Z", closed_by: "finance@example.com", note: null },
    totals: {
      ...{ attempts: 1234, unpriced_attempts: 2, cost_usd: "1234.5", priced_attempts: 1232, estimated_attempts: 10 },
      ...{ unpriced_tokens: 90, certain_usd: "1200.25", estimated_usd: "34.25" },
      usage_records: { records: 1, unpriced: 0, other_currencies: 0, cost_usd: "1" },
    },
    models: [model("small", "1.5"), model("large", "1000"), model("unknown", null)],
    ...{ owners: [], prices: [], exchange_rates: [] },
    open_questions: [{ kind: "estimated", count: 10, details: [] }],
    rows: { columns: [...MONTH_ROW_COLUMNS], count: 1, bytes: 9, sha256: "0".repeat(64) },
    ...changed,
  };
  const signature = { algorithm: "Ed25519" as const, key_id: "k", public_key: "p", value: "v" };
  return signedStatementSchema.parse({ signature, statement }).statement;
}

const mailOf = (changed: Partial<MonthStatement> = {}, file = "{}\n") =>
  statementMail({ statement: aStatement(changed), file, publicUrl: "https://switchyard.example.com" });

test("the text has the totals, what is certain of them, the models that cost most and what was open", () => {
  const { subject, text } = mailOf();

  expect(subject).toBe("Statement for March 2026");
  expect(text).toBe(`March 2026 is closed and signed

Closed 2026-04-02 09:30 UTC+08:00 by finance@example.com.

Total           $1,234.50
Certain         $1,200.25
Estimated       $34.25
Attempts        1,234
Without a cost  2
Usage records   1

All amounts in USD. What has no known cost is in no sum.

Models that cost most:
large (p)       $1,000.00
small (p)       $1.50
unknown (p)     not known

Open when it was closed:
- The cost of 10 attempts is estimated.

Statement: https://switchyard.example.com/ledger/2026-03
Attached: the signed statement, and its sums as CSV.
npm run statement -- verify checks the signature without a server.

You get this because your address is on the list on Ledger, where finance and admins can remove it.
`);
});

test("models beyond five are one line, and add up", () => {
  const { text } = mailOf({
    models: ["9", "1", "2", "3", "4", "0.000000000001", null].map((usd, n) => model(`m${n}`, usd)),
  });

  expect(text).toContain("m1 (p)          $1.00\n2 others ");
  expect(mailOf({ models: Array.from({ length: 6 }, (_, n) => model(`m${n}`, null)) }).text).toMatch(
    /1 other +not known/,
  );
});

test("HTML loads nothing from elsewhere, has colours for the dark, and shows names as text", () => {
  const evil = '<img src="https://x.example/a.png" onerror=alert(1)>';
  const { html, text } = mailOf({ models: [model(`${evil}\r\nTotal  $0.00`, "1")], note: "<b>paid</b>\nall" });

  expect(html).not.toMatch(/<(img|link|script|iframe|b)\b|url\(|@import/i);
  expect(html).toContain("&lt;img src=&quot;https://x.example/a.png&quot;");
  expect(html).toContain("&lt;b&gt;paid&lt;/b&gt;<br>all");
  expect(html).toContain("prefers-color-scheme: dark");
  expect(html.match(/https?:\/\/(?!x\.example)[^"]+/g)).toEqual(["https://switchyard.example.com/ledger/2026-03"]);
  expect(text).not.toContain("\nTotal  $0.00");
});

test("what is not known is so, and without an address to open there is no link", () => {
  const { totals } = aStatement();
  const statement = aStatement({ totals: { ...totals, certain_usd: null, estimated_usd: null }, models: [] });
  const { text, html } = statementMail({ statement, file: "{}", publicUrl: undefined });

  expect(text).toMatch(/Certain +not known/);
  expect(text).not.toContain("Models");
  expect(`${text}${html}`).not.toMatch(/https?:/);
});

test("files are attached, and left out where mail servers would not take them", () => {
  const small = mailOf({}, "signed\n");
  const large = mailOf({}, "x".repeat(5 * 1024 * 1024));

  expect(small.attachments.map(({ filename }) => filename)).toEqual([
    "statement_2026-03.json",
    "statement_2026-03.csv",
  ]);
  expect(small.attachments[0]?.content).toBe("signed\n");
  expect(large.attachments).toEqual([]);
  expect(large.text).toContain("too large for a mail");
});

test("a test mail names who asked, on one line", () => {
  const { text, html } = testMail({ askedBy: "key:<x>\r\ny", publicUrl: undefined });

  expect(text).toContain("key:<x> y asked for this test.");
  expect(html).toContain("key:&lt;x&gt; y");
  expect(oneLine("a\u2028b\u0000c")).toBe("a b c");
});

import { monthName } from "@/components/ledger/describe-month";
import { describeQuestion } from "@/components/ledger/describe-question";
import type { MonthStatement } from "@/lib/contract/month-statement";
import { statementTable } from "@/lib/contract/statement-table";
import { displayPicoUsd, displayUsd, formatInstant, formatWhole, UNKNOWN_TEXT } from "@/lib/domain/format";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { csvText } from "@/lib/http/csv";
import { escapeHtml, htmlPage, oneLine } from "./html-page";
import type { MailContent } from "./mail-content";

const MODELS_MAX = 5;
/** Many mail servers take no mail over 10 MB, and attachments grow by a third on their way. */
const ATTACHMENTS_MAX_BYTES = 5 * 1024 * 1024;

type Line = [name: string, value: string];
type StatementMailInput = {
  statement: MonthStatement;
  /** The signed statement as a file. */
  file: string;
  publicUrl: string | undefined;
};

/** The mail about a closed month: its totals, the models that cost most, and the signed statement attached. */
export function statementMail({ statement, file, publicUrl }: StatementMailInput): MailContent {
  const { month, zone, closed_at, closed_by, note } = statement;
  const name = monthName(month);
  const { header, rows } = statementTable(statement);
  const csv = csvText(header, rows);
  const isSmall = Buffer.byteLength(file) + Buffer.byteLength(csv) <= ATTACHMENTS_MAX_BYTES;
  const parts: Parts = {
    title: `${name} is closed and signed`,
    lead: `Closed ${formatInstant(closed_at, zone, "minute")} by ${oneLine(closed_by)}.`,
    note,
    totals: totalLines(statement),
    models: modelLines(statement),
    questions: statement.open_questions.map((question) => oneLine(describeQuestion(question, zone))),
    link: publicUrl === undefined ? null : `${publicUrl}/ledger/${month}`,
    files: isSmall
      ? "Attached: the signed statement, and its sums as CSV."
      : "The statement is too large for a mail; it is on Ledger.",
  };
  return {
    subject: `Statement for ${name}`,
    ...{ text: textOf(parts), html: htmlOf(parts) },
    attachments: isSmall
      ? [
          { filename: `statement_${month}.json`, contentType: "application/json", content: file },
          { filename: `statement_${month}.csv`, contentType: "text/csv; charset=utf-8", content: csv },
        ]
      : [],
  };
}

function totalLines({ totals }: MonthStatement): Line[] {
  const money = (usd: string | null) => (usd === null ? "not known" : displayUsd(usd));
  return [
    ["Total", money(totals.cost_usd)],
    ["Certain", money(totals.certain_usd)],
    ["Estimated", money(totals.estimated_usd)],
    ["Attempts", formatWhole(totals.attempts)],
    ["Without a cost", formatWhole(totals.unpriced_attempts)],
    ["Usage records", formatWhole(totals.usage_records.records)],
  ];
}

/** The models that cost most, and the others as one; those of no known cost are last. */
function modelLines({ models }: MonthStatement): Line[] {
  const costs = models
    .map(({ provider, model, cost_usd }) => ({
      name: oneLine(`${model} (${provider})`),
      pico: cost_usd === null ? null : parseUsd(cost_usd),
    }))
    .sort((a, b) => compare(b.pico, a.pico));
  const rest = costs.slice(MODELS_MAX);
  const known = rest.flatMap(({ pico }) => (pico === null ? [] : [pico]));
  const shown = costs.slice(0, MODELS_MAX).map(({ name, pico }): Line => [name, moneyOf(pico)]);
  if (rest.length === 0) return shown;
  const sum = known.length === 0 ? null : known.reduce((total, pico) => total + pico, 0n);
  return [...shown, [`${formatWhole(rest.length)} other${rest.length === 1 ? "" : "s"}`, moneyOf(sum)]];
}

function moneyOf(pico: bigint | null): string {
  const text = displayPicoUsd(pico);
  return text === UNKNOWN_TEXT ? "not known" : text;
}

function compare(a: bigint | null, b: bigint | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}

type Parts = {
  title: string;
  lead: string;
  note: string | null;
  totals: Line[];
  models: Line[];
  questions: string[];
  link: string | null;
  files: string;
};

const MODELS = "Models that cost most";
const QUESTIONS = "Open when it was closed";
const CHECK = "npm run statement -- verify checks the signature without a server.";
const WHY = "You get this because your address is on the list on Ledger, where finance and admins can remove it.";
const RULE = "All amounts in USD. What has no known cost is in no sum.";

function textOf({ title, lead, note, totals, models, questions, link, files }: Parts): string {
  const width = Math.max(...[...totals, ...models].map(([name]) => name.length));
  const table = (lines: Line[]) => lines.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
  return [
    ...[title, "", lead, ...(note === null ? [] : ["", note])],
    ...["", ...table(totals), "", RULE],
    ...(models.length === 0 ? [] : ["", `${MODELS}:`, ...table(models)]),
    ...(questions.length === 0 ? [] : ["", `${QUESTIONS}:`, ...questions.map((text) => `- ${text}`)]),
    ...["", ...(link === null ? [] : [`Statement: ${link}`]), files, CHECK, "", WHY, ""],
  ].join("\n");
}

function htmlOf({ title, lead, note, totals, models, questions, link, files }: Parts): string {
  const row = ([name, value]: Line, index: number, isTotal: boolean) =>
    `<tr${isTotal && index === 0 ? ' class="total"' : ""}><th scope="row">${escapeHtml(name)}</th>` +
    `<td class="number">${escapeHtml(value)}</td></tr>`;
  const table = (lines: Line[], isTotal: boolean) =>
    `<table>${lines.map((line, index) => row(line, index, isTotal)).join("")}</table>`;
  const paragraph = (text: string, name = "") =>
    `<p${name && ` class="${name}"`}>${escapeHtml(text).replaceAll("\n", "<br>")}</p>`;
  const list = `<ul>${questions.map((text) => `<li>${escapeHtml(text)}</li>`).join("")}</ul>`;
  return htmlPage(
    title,
    [
      ...[`<h1>${escapeHtml(title)}</h1>`, paragraph(lead), note === null ? "" : paragraph(note)],
      ...[table(totals, true), paragraph(RULE, "muted")],
      models.length === 0 ? "" : `<h2>${MODELS}</h2>${table(models, false)}`,
      questions.length === 0 ? "" : `<h2>${QUESTIONS}</h2>${list}`,
      link === null ? "" : `<p><a href="${escapeHtml(link)}">Open the statement</a></p>`,
      ...[paragraph(files), paragraph(CHECK, "muted"), paragraph(WHY, "muted")],
    ].join("\n"),
  );
}

import Link from "next/link";
import { PageHead } from "@/components/ui/page-head";
import { PrintButton } from "@/components/ui/print-button";
import type { MonthStatement, StatementSignature } from "@/lib/contract/month-statement";
import { displayUsd, formatInstant, formatWhole, UNKNOWN_TEXT } from "@/lib/domain/format";
import { monthName } from "./describe-month";
import { describeQuestion } from "./describe-question";
import classes from "./ledger.module.css";
import { ModelTable, OwnerTable, PriceTable } from "./statement-tables";

type StatementPageProps = { statement: MonthStatement; signature: StatementSignature };

/** The statement of a closed month as a sheet to print. */
export function StatementPage({ statement, signature }: StatementPageProps) {
  const { month, zone, from, to, closed_at, closed_by, note, totals, rows } = statement;
  const base = `/api/v1/months/${month}`;
  return (
    <>
      <PageHead
        title={`Statement for ${monthName(month)}`}
        lead={`${formatInstant(from, zone, "day")} to before ${formatInstant(to, zone, "day")} in ${zone}, by the token: what reserved capacity costs is not in it`}
        actions={
          <div className={classes.downloads}>
            <Link href="/ledger">All months</Link>
            <a href={`${base}/statement`} download={`statement_${month}.json`}>
              Signed statement
            </a>
            <a href={`${base}/rows.ndjson`} download>
              Rows
            </a>
            <a href={`${base}/statement.csv`} download>
              CSV
            </a>
            <PrintButton />
          </div>
        }
      />
      <article className={classes.sheet} aria-label={`Statement for ${monthName(month)}`}>
        <header className={classes.letterhead}>
          <p className={classes.issuer}>Switchyard · cost of LLM traffic</p>
          <p>
            Closed {formatInstant(closed_at, zone, "minute")} by {closed_by}
          </p>
        </header>
        {note !== null && <p className={classes.note}>{note}</p>}
        <dl className={classes.totals}>
          <Total name="Total" value={displayUsd(totals.cost_usd)} isMain />
          <Total name="Certain" value={displayUsd(totals.certain_usd)} />
          <Total name="Estimated" value={displayUsd(totals.estimated_usd)} />
          <Total name="Attempts" value={formatWhole(totals.attempts)} />
          <Total name="Without a cost" value={formatWhole(totals.unpriced_attempts)} />
          <Total name="Usage records" value={formatWhole(totals.usage_records.records)} />
        </dl>
        <p className={classes.text}>
          All amounts in USD, exact to 10⁻¹² in the files. What has no known cost is in no sum
          {totals.unpriced_tokens > 0 && `: ${formatWhole(totals.unpriced_tokens)} tokens`}, nor is reserved capacity,
          which is paid by the hour or month.
        </p>
        <ModelTable models={statement.models} totals={totals} />
        <OwnerTable owners={statement.owners} totals={totals} />
        <PriceTable prices={statement.prices} rates={statement.exchange_rates} />
        <section aria-label="Acknowledged">
          <h2>Acknowledged</h2>
          {statement.open_questions.length === 0 ? (
            <p className={classes.text}>Nothing was open when the month was closed.</p>
          ) : (
            <ul>
              {statement.open_questions.map((question) => (
                <li key={question.kind}>{describeQuestion(question, zone)}</li>
              ))}
            </ul>
          )}
        </section>
        <section aria-label="Signature">
          <h2>Signature</h2>
          <dl className={classes.signature}>
            <dt>Rows</dt>
            <dd>
              {formatWhole(rows.count)}, SHA-256 <code>{rows.sha256}</code>
            </dd>
            <dt>Key</dt>
            <dd>
              <code>{signature.key_id}</code>, Ed25519, public key <code>{signature.public_key}</code>
            </dd>
            <dt>Signature</dt>
            <dd>
              <code>{signature.value}</code>
            </dd>
          </dl>
          <p className={classes.text}>
            Check it without a server:{" "}
            <code>
              npm run statement -- verify statement_{month}.json --rows rows_{month}.ndjson
            </code>
          </p>
        </section>
      </article>
    </>
  );
}

function Total({ name, value, isMain = false }: { name: string; value: string; isMain?: boolean }) {
  return (
    <div data-main={isMain || undefined}>
      <dt>{name}</dt>
      <dd>{value === UNKNOWN_TEXT ? "not known" : value}</dd>
    </div>
  );
}

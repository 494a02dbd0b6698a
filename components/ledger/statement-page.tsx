import Link from "next/link";
import { PageHead } from "@/components/ui/page-head";
import { PrintButton } from "@/components/ui/print-button";
import { rich } from "@/components/ui/rich";
import type { MonthStatement, StatementSignature } from "@/lib/contract/month-statement";
import { displayUsd, formatInstant, formatWhole, UNKNOWN_TEXT } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
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
        title={t("Statement for {month}", { month: monthName(month) })}
        lead={t("{from} to before {to} in {zone}, by the token: what reserved capacity costs is not in it", {
          from: formatInstant(from, zone, "day"),
          to: formatInstant(to, zone, "day"),
          zone,
        })}
        actions={
          <div className={classes.downloads}>
            <Link href="/ledger">{t("All months")}</Link>
            <a href={`${base}/statement`} download={`statement_${month}.json`}>
              {t("Signed statement")}
            </a>
            <a href={`${base}/rows.ndjson`} download>
              {t("Rows")}
            </a>
            <a href={`${base}/statement.csv`} download>
              CSV
            </a>
            <PrintButton />
          </div>
        }
      />
      <article className={classes.sheet} aria-label={t("Statement for {month}", { month: monthName(month) })}>
        <header className={classes.letterhead}>
          <p className={classes.issuer}>{t("Switchyard · cost of LLM traffic")}</p>
          <p>
            {t("Closed {closedAt} by {closedBy}", {
              closedAt: formatInstant(closed_at, zone, "minute"),
              closedBy: closed_by,
            })}
          </p>
        </header>
        {note !== null && <p className={classes.note}>{note}</p>}
        <dl className={classes.totals}>
          <Total name={t("Total")} value={displayUsd(totals.cost_usd)} isMain />
          <Total name={t("Certain")} value={displayUsd(totals.certain_usd)} />
          <Total name={t("Estimated")} value={displayUsd(totals.estimated_usd)} />
          <Total name={t("Attempts")} value={formatWhole(totals.attempts)} />
          <Total name={t("Without a cost")} value={formatWhole(totals.unpriced_attempts)} />
          <Total name={t("Usage records")} value={formatWhole(totals.usage_records.records)} />
        </dl>
        <p className={classes.text}>
          {totals.unpriced_tokens > 0
            ? t(
                "All amounts in USD, exact to 10⁻¹² in the files. What has no known cost is in no sum: {tokens} tokens, nor is reserved capacity, which is paid by the hour or month.",
                { tokens: formatWhole(totals.unpriced_tokens) },
              )
            : t(
                "All amounts in USD, exact to 10⁻¹² in the files. What has no known cost is in no sum, nor is reserved capacity, which is paid by the hour or month.",
              )}
        </p>
        <ModelTable models={statement.models} totals={totals} />
        <OwnerTable owners={statement.owners} totals={totals} />
        <PriceTable prices={statement.prices} rates={statement.exchange_rates} />
        <section aria-label={t("Acknowledged")}>
          <h2>{t("Acknowledged")}</h2>
          {statement.open_questions.length === 0 ? (
            <p className={classes.text}>{t("Nothing was open when the month was closed.")}</p>
          ) : (
            <ul>
              {statement.open_questions.map((question) => (
                <li key={question.kind}>{describeQuestion(question, zone)}</li>
              ))}
            </ul>
          )}
        </section>
        <section aria-label={t("Signature")}>
          <h2>{t("Signature")}</h2>
          <dl className={classes.signature}>
            <dt>{t("Rows")}</dt>
            <dd>
              {formatWhole(rows.count)}, SHA-256 <code>{rows.sha256}</code>
            </dd>
            <dt>{t("Key")}</dt>
            <dd>
              {rich("{key}, Ed25519, public key {publicKey}", {
                key: <code>{signature.key_id}</code>,
                publicKey: <code>{signature.public_key}</code>,
              })}
            </dd>
            <dt>{t("Signature")}</dt>
            <dd>
              <code>{signature.value}</code>
            </dd>
          </dl>
          <p className={classes.text}>
            {rich("Check it without a server: {command}", {
              command: <code>{`npm run statement -- verify statement_${month}.json --rows rows_${month}.ndjson`}</code>,
            })}
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
      <dd>{value === UNKNOWN_TEXT ? t("not known") : value}</dd>
    </div>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { useShell } from "@/components/shell/shell-context";
import { DataTable } from "@/components/ui/data-table";
import { describeRange } from "@/components/ui/describe";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Panel, PanelGrid } from "@/components/ui/panel";
import { PlainTable } from "@/components/ui/plain-table";
import { PrintButton } from "@/components/ui/print-button";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { readOptions } from "@/lib/client/read-options";
import type { SlaReport } from "@/lib/contract/sla";
import { formatInstant } from "@/lib/domain/format";
import { SLA_FORMULAS } from "@/lib/domain/sla/formulas";
import { t } from "@/lib/messages/translate";
import { BlamePanel, ReliabilityPanel } from "./blame-panel";
import { DaysPanel } from "./days-panel";
import { exclusionColumns } from "./exclusions-panel";
import { IncidentTable } from "./incident-table";
import { ReportForm } from "./report-form";
import classes from "./sla.module.css";
import { SlaTable } from "./sla-table";

export type AskedReport = { month: string; tz: string; provider?: string };

/** The month of a provider against its targets, as a page to print and hand over. */
export function ReportScreen({ asked }: { asked: AskedReport }) {
  const report = useQuery(readOptions("/api/v1/sla-report", asked));
  const { dimensions } = useShell();
  const { data } = report;
  const csv = `/api/v1/sla-report?${new URLSearchParams({ ...asked, format: "csv" })}`;
  return (
    <>
      <PageHead
        title={t("SLA report {month}", { month: asked.month })}
        lead={
          asked.provider === undefined ? t("All providers") : t("Provider {provider}", { provider: asked.provider })
        }
        actions={
          <>
            <a className={classes.link} href={csv} download>
              CSV
            </a>
            <PrintButton />
          </>
        }
      />
      <ReportForm asked={asked} providers={dimensions.provider ?? []} />
      {data && !data.is_over && (
        <Notice tone="warn" spaced>
          {t("{month} is not over in {tz}: these are its numbers as of {time}.", {
            month: asked.month,
            tz: asked.tz,
            time: formatInstant(data.as_of, asked.tz, "minute"),
          })}
        </Notice>
      )}
      {data === undefined && report.error && (
        <FailedBox error={report.error} onRetry={() => report.refetch()} height={300} />
      )}
      {data === undefined && !report.error && <Skeleton height={420} />}
      {data && <ReportBody report={data} />}
    </>
  );
}

function ReportBody({ report }: { report: SlaReport }) {
  const { tz, rows, exclusions } = report;
  if (rows.length === 0)
    return <EmptyBox title={t("No traffic in this month")} hint={t("Choose another month or provider.")} />;
  return (
    <PanelGrid>
      <Panel
        title={t("Against the targets")}
        subtitle={t("{range} · attempts of the provider alone", { range: describeRange(report, tz) })}
      >
        <SlaTable sla={report} />
      </Panel>
      <IncidentTable sla={report} />
      <Panel title={t("Excluded")} subtitle={t("Subtracted from every number but those that name what is excluded")}>
        {exclusions.length === 0 ? (
          <EmptyBox title={t("Nothing is excluded")} hint={t("No time of this month was left out.")} />
        ) : (
          <DataTable
            caption={t("Exclusions of the month")}
            columns={exclusionColumns(tz, null)}
            rows={exclusions}
            rowKey={({ id }) => String(id)}
          />
        )}
      </Panel>
      <BlamePanel total={report.total} />
      <ReliabilityPanel reliability={report.reliability} />
      <Panel
        title={t("Formulas")}
        subtitle={t("Everything above can be computed again from the days below; the CSV has every one of them")}
      >
        <PlainTable
          caption={t("Formulas")}
          table={{
            columns: [{ label: t("Number") }, { label: t("Formula") }],
            rows: SLA_FORMULAS.map(({ name, formula }) => [t(name), t(formula)]),
          }}
        />
      </Panel>
      <DaysPanel report={report} />
    </PanelGrid>
  );
}

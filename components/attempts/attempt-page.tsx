"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useReport } from "@/components/shell/use-report";
import { ModelName } from "@/components/ui/model-name";
import { PageHead } from "@/components/ui/page-head";
import { Panel, PanelGrid } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedBox } from "@/components/ui/state-box";
import { readOptions } from "@/lib/client/read-options";
import type { ReadInput } from "@/lib/client/read-types";
import type { AttemptDetail } from "@/lib/contract/attempts";
import { formatInstant, UNKNOWN_TEXT } from "@/lib/domain/format";
import { HOUR_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { ArchiveNote } from "./archive-note";
import { OutcomePill } from "./attempt-columns";
import { AttemptCost } from "./attempt-cost";
import { factsOf } from "./attempt-facts";
import classes from "./attempts.module.css";
import { RequestTimeline } from "./request-timeline";

/** One attempt: what became of it, what it cost, and the other attempts of its request. */
export function AttemptPage({ asked }: { asked: ReadInput<"/api/v1/attempts/{id}"> }) {
  const { tz } = useReport();
  const detail = useQuery(readOptions("/api/v1/attempts/{id}", asked));
  if (detail.data) return <Detail detail={detail.data} tz={tz} />;
  return (
    <>
      <PageHead title={t("Attempt")} lead={<Link href="/attempts">{t("All attempts")}</Link>} />
      {detail.error ? (
        <FailedBox
          error={detail.error}
          onRetry={() => void detail.refetch()}
          retrying={detail.isFetching}
          height={240}
        />
      ) : (
        <Skeleton height={320} />
      )}
    </>
  );
}

function Detail({ detail, tz }: { detail: AttemptDetail; tz: string }) {
  const { attempt } = detail;
  return (
    <>
      <PageHead
        title={t("Attempt of {instant}", { instant: formatInstant(attempt.started_at, tz) })}
        lead={
          <>
            <ModelName model={attempt.model} /> <OutcomePill {...attempt} /> ·{" "}
            <Link href={`/attempts?request_id=${encodeURIComponent(attempt.request_id)}&${around(attempt.started_at)}`}>
              {t("its request in the list")}
            </Link>{" "}
            · <Link href="/attempts">{t("all attempts")}</Link>
          </>
        }
      />
      <ArchiveNote reads={[detail.archive]} />
      <PanelGrid>
        <RequestTimeline request={detail.request} shown={attempt} tz={tz} />
        <AttemptCost detail={detail} tz={tz} />
        <Panel title={t("What its record says")} subtitle={t("Id {id}", { id: attempt.id })} span={6}>
          <dl className={classes.facts}>
            {factsOf(attempt, tz).map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value ?? UNKNOWN_TEXT}</dd>
              </div>
            ))}
          </dl>
        </Panel>
      </PanelGrid>
    </>
  );
}

const AROUND_MS = 2 * HOUR_MS;

function around(startedAt: string): string {
  const at = Date.parse(startedAt);
  const instant = (ms: number) => new Date(ms).toISOString();
  return new URLSearchParams({ from: instant(at - AROUND_MS), to: instant(at + AROUND_MS) }).toString();
}

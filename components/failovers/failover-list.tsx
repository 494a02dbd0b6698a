"use client";

import { Group } from "@mantine/core";
import { useState } from "react";
import { ModelInRegion } from "@/components/breakers/model-in-region";
import { StatePill } from "@/components/breakers/state-pill";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { TierLink } from "@/components/ui/tier-link";
import { readOptions } from "@/lib/client/read-options";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { describeFailover, type TriggerNames, triggerOf } from "./describe-failover";
import { FailoverDialog } from "./failover-dialog";
import classes from "./failovers.module.css";
import { FAILOVERS_AT_FIRST, FAILOVERS_AT_MOST, failoversQuery } from "./failovers-query";
import { mergeSeen, type SeenTransition, seenBy } from "./merge-seen";
import { useShownFailover } from "./use-shown-failover";

/** Every transition of the range, newest first, with the window that caused it. */
export function FailoverList({ triggers }: { triggers: TriggerNames }) {
  const { query, tz } = useReport();
  const [limit, setLimit] = useState(FAILOVERS_AT_FIRST);
  const { window, from, to } = query;
  const failovers = useLiveQuery(readOptions("/api/v1/failovers", failoversQuery(query, limit)));
  const { data, error } = failovers;
  const { shown, show, close } = useShownFailover();
  const rows = mergeSeen(data?.failovers ?? []);
  const hasMore = data !== undefined && data.next_cursor !== null;
  const range = window
    ? t("The last {window}", { window: window.replace(/(?=[hd]$)/, " ") })
    : t("{from} to {to}", { from: formatInstant(from, tz, "minute"), to: formatInstant(to, tz, "minute") });
  return (
    <Panel
      title={t("Transitions")}
      subtitle={
        <>
          {!data && range}
          {data &&
            (hasMore
              ? t("{range}: the newest {count}", { range, count: rows.length })
              : t("{range}: {count}", { range, count: rows.length }))}
          {data && error && <span role="status"> {t("· refreshing failed; showing the last ones")}</span>}
        </>
      }
    >
      {data === undefined && !error && <Skeleton height={240} />}
      {data === undefined && error && (
        <FailedBox error={error} onRetry={() => failovers.refetch()} retrying={failovers.isFetching} height={240} />
      )}
      {data?.failovers.length === 0 && (
        <EmptyBox
          title={t("No transition in this range")}
          hint={t("No model changed its state. Widen the range or the filters to see older ones.")}
          height={160}
        />
      )}
      {rows.length > 0 && <Transitions rows={rows} tz={tz} triggers={triggers} onShow={show} />}
      {shown !== null && <FailoverDialog id={shown} triggers={triggers} onClose={close} />}
      {hasMore && (
        <Group mt="sm">
          {limit < FAILOVERS_AT_MOST ? (
            <Button variant="default" loading={failovers.isFetching} onClick={() => setLimit(FAILOVERS_AT_MOST)}>
              {t("Show up to {count}", { count: FAILOVERS_AT_MOST })}
            </Button>
          ) : (
            <span>{t("There are more: narrow the range or the filters.")}</span>
          )}
        </Group>
      )}
    </Panel>
  );
}

type TransitionsProps = { rows: SeenTransition[]; tz: string; triggers: TriggerNames; onShow: (id: number) => void };

function Transitions({ rows, tz, triggers, onShow }: TransitionsProps) {
  // The name first: it stays in sight where a phone scrolls the rest away.
  const columns: DataColumn<SeenTransition>[] = [
    {
      id: "model",
      header: t("Model"),
      value: ({ model }) => model,
      cell: ({ model, region }) => <ModelInRegion model={model} region={region} />,
    },
    {
      id: "at",
      header: t("Time"),
      value: ({ at }) => at,
      cell: ({ at }) => <time dateTime={at}>{formatInstant(at, tz)}</time>,
    },
    {
      id: "change",
      header: t("Change"),
      value: ({ from, to }) => `${from} ${to}`,
      cell: ({ from, to }) => (
        <>
          <StatePill state={from} /> → <StatePill state={to} />
        </>
      ),
    },
    {
      id: "reason",
      header: t("Because"),
      wrap: true,
      value: ({ reason }) => reason,
      cell: (event) => (
        <button type="button" className={classes.why} onClick={() => onShow(event.id)}>
          {describeFailover(event, triggerOf(triggers, event))}
        </button>
      ),
    },
    {
      id: "tier",
      header: t("Tier"),
      value: ({ tier }) => tier,
      cell: ({ tier }) => <TierLink tier={tier} />,
    },
    { id: "region", header: t("Region"), value: ({ region }) => region },
    {
      id: "version",
      header: t("Policy"),
      numeric: true,
      value: ({ policy_version }) => policy_version,
      cell: ({ policy_version }) => t("version {version}", { version: policy_version }),
    },
    {
      id: "source",
      header: t("Seen by"),
      value: ({ source, router }) => router ?? source,
      cell: seenBy,
    },
  ];
  return (
    <DataTable
      caption={t("Transitions of the range")}
      columns={columns}
      rows={rows}
      rowKey={({ at, tier, region, model, to, router }) => JSON.stringify([at, tier, region, model, to, router])}
      sortBy={{ id: "at", desc: true }}
      maxHeight={640}
    />
  );
}

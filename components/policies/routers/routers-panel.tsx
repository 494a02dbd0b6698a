"use client";

import type { ModelHealth } from "@/components/breakers/model-health";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { rich } from "@/components/ui/rich";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { readOptions } from "@/lib/client/read-options";
import type { RouterReport, Routers } from "@/lib/contract/routers";
import { formatInstant, formatRelative, UNKNOWN_TEXT } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import lineClasses from "../parts/lines.module.css";
import {
  breakerDifferences,
  describeRouter,
  ROUTER_STATE_TEXT,
  ROUTER_TONES,
  routersSummary,
  STATE_ORDER,
} from "./describe-router";
import { RouterDifferences } from "./router-differences";
import classes from "./routers.module.css";

/** Every router that reports: which bundle it runs, and where its breakers differ; those that lag stand first. */
export function RoutersPanel({ health }: { health: readonly ModelHealth[] }) {
  const routers = useLiveQuery(readOptions("/api/v1/routers", {}));
  const { data, error } = routers;
  return (
    <Panel
      title={t("Routers")}
      subtitle={
        data && (
          <>
            {data.routers.length > 0
              ? routersSummary(data)
              : t("Version {version} is active", { version: data.bundle_version })}
            {error && <span role="status"> {t("· refreshing failed; showing the last answer")}</span>}
          </>
        )
      }
    >
      {!data && !error && <Skeleton height={160} />}
      {!data && error && (
        <FailedBox error={error} onRetry={() => routers.refetch()} retrying={routers.isFetching} height={160} />
      )}
      {data?.routers.length === 0 && (
        <EmptyBox
          title={t("No router reports yet")}
          hint={rich(
            "Give a router a key with the scope {scope}. It keeps {stream} open and posts its name and bundle version to {heartbeat} every 15 s; then it appears here.",
            {
              scope: <code>policies:read</code>,
              stream: <code>GET /api/v1/policies/stream</code>,
              heartbeat: <code>/api/v1/routers/heartbeat</code>,
            },
          )}
        />
      )}
      {data && data.routers.length > 0 && <RouterTable routers={data} health={health} />}
    </Panel>
  );
}

function RouterTable({ routers, health }: { routers: Routers; health: readonly ModelHealth[] }) {
  const { tz } = useReport();
  const { as_of } = routers;
  const rows = routers.routers
    .map((router) => ({ router, differences: breakerDifferences(router, health) }))
    .sort((a, b) => STATE_ORDER[a.router.state] - STATE_ORDER[b.router.state]);
  type Row = (typeof rows)[number];
  const columns: DataColumn<Row>[] = [
    {
      id: "router",
      header: t("Router"),
      value: ({ router }) => `${STATE_ORDER[router.state]} ${router.router}`,
      cell: ({ router }) => (
        <div className={classes.router}>
          {router.router}
          <span className={lineClasses.where}>
            <Pill tone={ROUTER_TONES[router.state]}>{t(ROUTER_STATE_TEXT[router.state])}</Pill>{" "}
            {describeRouter(router, routers)}
          </span>
        </div>
      ),
    },
    {
      id: "version",
      header: t("Bundle"),
      hint: t("active: {version}", { version: routers.bundle_version }),
      numeric: true,
      value: ({ router }) => router.bundle_version,
    },
    {
      id: "seen",
      header: t("Last report"),
      value: ({ router }) => router.seen_at,
      cell: ({ router }) => (
        <time dateTime={router.seen_at} title={formatInstant(router.seen_at, tz)}>
          {formatRelative(router.seen_at, as_of)}
        </time>
      ),
    },
    {
      id: "received",
      header: t("Received active version"),
      value: ({ router }) => lastReportAt(router),
      cell: ({ router }) => formatRelative(lastReportAt(router), as_of),
    },
    {
      id: "client",
      header: t("Client"),
      value: ({ router }) => router.client,
      cell: ({ router }) => (
        <>
          {router.client ?? UNKNOWN_TEXT}
          {router.key_name !== null && (
            <span className={lineClasses.where}>{t("key {name}", { name: router.key_name })}</span>
          )}
        </>
      ),
    },
    {
      id: "differences",
      header: t("States differ"),
      hint: t("from the server"),
      wrap: true,
      value: ({ differences }) => differences.length,
      cell: ({ differences }) => <RouterDifferences differences={differences} />,
    },
  ];
  return (
    <DataTable
      caption={t("All reporting routers")}
      columns={columns}
      rows={rows}
      rowKey={({ router }) => router.router}
      maxHeight={480}
    />
  );
}

/** When it was last informed that its bundle is active; null where it does not say. */
function lastReportAt({ seen_at, bundle_age_seconds }: RouterReport): string | null {
  if (bundle_age_seconds === null) return null;
  return new Date(Date.parse(seen_at) - bundle_age_seconds * 1_000).toISOString();
}

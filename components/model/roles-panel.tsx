"use client";

import { useQueries } from "@tanstack/react-query";
import Link from "next/link";
import { useMemo } from "react";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import classes from "@/components/ui/ui.module.css";
import { readOptions } from "@/lib/client/read-options";
import { formatInstant, UNKNOWN_TEXT } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { policyRoles } from "./policy-roles";
import { type HeldRole, heldRoles } from "./role-history";

/** Where policies use the model, in which place, and since when. */
export function RolesPanel({ model }: { model: string }) {
  const { tz } = useReport();
  const bundle = useLiveQuery(readOptions("/api/v1/policies", {}));
  const tiers = bundle.data ? [...new Set(policyRoles(bundle.data, model).map(({ tier }) => tier))] : [];
  const versions = useQueries({
    queries: tiers.map((tier) => readOptions("/api/v1/policies/{tier}/versions", { tier })),
    combine: (answers) => new Map(answers.map(({ data }, place) => [tiers[place] ?? "", data?.versions ?? []])),
  });
  const columns = useMemo(() => columnsFor(tz), [tz]);
  const roles = bundle.data ? heldRoles(bundle.data, model, versions) : undefined;
  return (
    <Panel title={t("Roles in policies")} subtitle={t("Where requests are routed to it")} span={5}>
      {roles === undefined ? (
        bundle.error ? (
          <FailedBox error={bundle.error} onRetry={() => bundle.refetch()} height={120} />
        ) : (
          <Skeleton height={120} />
        )
      ) : roles.length === 0 ? (
        <EmptyBox title={t("Not in a policy")} hint={t("No tier names it as primary or fallback.")} />
      ) : (
        <DataTable
          caption={t("Roles in policies")}
          columns={columns}
          rows={roles}
          rowKey={(row) => `${row.tier} ${row.region} ${row.role}`}
        />
      )}
    </Panel>
  );
}

const columnsFor = (zone: string): DataColumn<HeldRole>[] => [
  {
    id: "tier",
    header: t("Tier"),
    value: (row) => row.tier,
    cell: (row) => <Link href={`/policies/${encodeURIComponent(row.tier)}`}>{row.tier}</Link>,
  },
  { id: "region", header: t("Region"), value: (row) => row.region ?? t("every other region") },
  {
    id: "role",
    header: t("Role"),
    value: (row) => row.role,
    cell: ({ role, candidates }) => (
      <>
        {role}
        <span className={classes.sub}>{t("of {candidates}", { candidates: candidates.join(" → ") })}</span>
      </>
    ),
  },
  {
    id: "since",
    header: t("Since"),
    value: ({ since }) => since?.published_at,
    cell: ({ since }) => {
      if (since === null) return UNKNOWN_TEXT;
      return (
        <>
          {formatInstant(since.published_at, zone, "day")}
          <span className={classes.sub}>
            {t("version {version}, {by}", { version: since.version, by: since.published_by })}
          </span>
        </>
      );
    },
  },
];

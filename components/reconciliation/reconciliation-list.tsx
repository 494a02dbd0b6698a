import type { UseQueryResult } from "@tanstack/react-query";
import Link from "next/link";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { usdColumn } from "@/components/ui/usd-column";
import type { Reconciliation } from "@/lib/contract/reconciliations";
import { t } from "@/lib/messages/translate";
import { describePeriods, describeShare } from "./describe-reconciliation";

type ListProps = {
  list: UseQueryResult<{ reconciliations: Reconciliation[] }>;
  openId: number | null;
  canEdit: boolean;
};

/** Former reconciliations, the newest first. */
export function ReconciliationList({ list, openId, canEdit }: ListProps) {
  const all = list.data?.reconciliations;
  return (
    <Panel title={t("Reconciliations")} subtitle={t("Each with the costs of when it was compared")}>
      {all === undefined && list.error && <FailedBox error={list.error} onRetry={() => list.refetch()} height={160} />}
      {all === undefined && !list.error && <Skeleton height={160} />}
      {all?.length === 0 && (
        <EmptyBox
          title={t("No bill was compared yet")}
          hint={
            canEdit
              ? t(
                  "Take a month's invoice or usage export of a provider. You see per day, model and kind of tokens what it has more or less than the ledger, and why: traffic past the gateway, prices, caching, tiers, days of another zone, credits and tax.",
                )
              : t("Finance or an admin can compare a provider's bill with the ledger; what was found is shown here.")
          }
        />
      )}
      {all && all.length > 0 && (
        <DataTable
          caption={t("Reconciliations")}
          columns={columnsFor(openId)}
          rows={all}
          rowKey={({ id }) => String(id)}
          maxHeight={360}
        />
      )}
    </Panel>
  );
}

function columnsFor(openId: number | null): DataColumn<Reconciliation>[] {
  return [
    {
      id: "file",
      header: t("Bill"),
      value: ({ file_name }) => file_name,
      cell: ({ id, file_name }) => (
        <Link href={`/ledger/reconciliation?id=${id}`} aria-current={id === openId || undefined}>
          {file_name}
        </Link>
      ),
    },
    { id: "provider", header: t("Provider"), value: ({ providers }) => providers.join(", ") },
    { id: "periods", header: t("Period"), value: describePeriods },
    usdColumn({ id: "bill", header: t("Bill"), of: ({ summary }) => summary.bill_usd }),
    usdColumn({ id: "own", header: t("Here"), of: ({ summary }) => summary.own_usd }),
    usdColumn({
      id: "difference",
      header: t("Difference"),
      of: ({ summary }) => summary.difference_usd,
      isChange: true,
    }),
    { id: "share", header: t("Explained"), value: ({ summary }) => describeShare(summary) },
    {
      id: "accepted",
      header: t("Accepted"),
      value: ({ accepted_by }) => accepted_by,
      cell: ({ accepted_by }) => (accepted_by ? <Pill tone="good">{accepted_by}</Pill> : t("Open|not settled")),
    },
    {
      id: "created",
      header: t("Compared"),
      value: ({ compared_at }) => compared_at.slice(0, 16).replace("T", " "),
      hint: "UTC",
    },
  ];
}

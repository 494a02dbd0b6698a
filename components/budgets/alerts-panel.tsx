import Link from "next/link";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { EmptyBox } from "@/components/ui/state-box";
import type { BudgetAlert } from "@/lib/contract/budgets";
import { formatInstant } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";
import { describeAlert, describeDates } from "./describe-budget";

const COLUMNS: DataColumn<BudgetAlert>[] = [
  {
    id: "at",
    header: message("Reached"),
    value: ({ at }) => at,
    cell: ({ at, tz }) => formatInstant(at, tz, "minute"),
  },
  {
    id: "budget",
    header: message("Budget"),
    value: ({ budget }) => budget,
    cell: ({ budget, budget_id }) => <Link href={`/budgets?budget=${budget_id}`}>{budget}</Link>,
  },
  { id: "what", header: message("Threshold"), value: describeAlert },
  {
    id: "period",
    header: message("Period"),
    value: ({ from }) => from,
    cell: (alert) => describeDates(alert, alert.tz),
  },
  {
    id: "delivered",
    header: message("Sent"),
    value: ({ delivered_at }) => delivered_at,
    cell: ({ delivered_at, tz }) => (delivered_at === null ? t("not yet") : formatInstant(delivered_at, tz, "minute")),
  },
];

/** Every threshold that was reached lately, by any budget or the one that is open. */
export function AlertsPanel({ alerts }: { alerts: readonly BudgetAlert[] }) {
  return (
    <Panel
      title={t("Thresholds reached")}
      subtitle={t("Each once in a period, checked every minute; times in the budget's zone")}
    >
      {alerts.length === 0 ? (
        <EmptyBox
          title={t("No threshold was reached yet")}
          hint={t("A budget's thresholds are shares of its amount, spent or projected.")}
        />
      ) : (
        <DataTable
          caption={t("Thresholds reached")}
          columns={COLUMNS}
          rows={[...alerts]}
          rowKey={({ id }) => String(id)}
          sortBy={{ id: "at", desc: true }}
          maxHeight={360}
        />
      )}
    </Panel>
  );
}

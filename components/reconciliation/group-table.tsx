import { type DataColumn, DataTable } from "@/components/ui/data-table";
import type { ReconciliationGroup } from "@/lib/contract/reconciliations";
import { displayUsd } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { displayChange } from "./describe-reconciliation";

type GroupTableProps = { caption: string; name: string; groups: ReconciliationGroup[] };

/** Both sides of each period or model, what differs, and what of it stays unexplained. */
export function GroupTable({ caption, name, groups }: GroupTableProps) {
  const columns: DataColumn<ReconciliationGroup>[] = [
    { id: "name", header: name, value: (group) => group.name },
    money("bill", t("Bill"), ({ bill_usd }) => bill_usd),
    money("own", t("Here"), ({ own_usd }) => own_usd),
    change("difference", t("Difference"), ({ difference_usd }) => difference_usd),
    change("unexplained", t("Unexplained"), ({ unexplained_usd }) => unexplained_usd),
  ];
  return (
    <DataTable caption={caption} columns={columns} rows={groups} rowKey={(group) => group.name} maxHeight={360} csv />
  );
}

type Usd = (group: ReconciliationGroup) => string;

function money(id: string, header: string, usd: Usd): DataColumn<ReconciliationGroup> {
  return {
    id,
    header,
    numeric: true,
    value: (group) => Number(usd(group)),
    cell: (group) => displayUsd(usd(group)),
    csv: usd,
  };
}

function change(id: string, header: string, usd: Usd): DataColumn<ReconciliationGroup> {
  return { ...money(id, header, usd), cell: (group) => displayChange(usd(group)) };
}

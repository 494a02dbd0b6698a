import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { usdColumn } from "@/components/ui/usd-column";
import type { ReconciliationGroup } from "@/lib/contract/reconciliations";
import { t } from "@/lib/messages/translate";

type GroupTableProps = { caption: string; name: string; groups: ReconciliationGroup[] };

/** Both sides of each period or model, what differs, and what of it stays unexplained. */
export function GroupTable({ caption, name, groups }: GroupTableProps) {
  const columns: DataColumn<ReconciliationGroup>[] = [
    { id: "name", header: name, value: (group) => group.name },
    usdColumn({ id: "bill", header: t("Bill"), of: ({ bill_usd }) => bill_usd }),
    usdColumn({ id: "own", header: t("Here"), of: ({ own_usd }) => own_usd }),
    usdColumn({
      id: "difference",
      header: t("Difference"),
      of: ({ difference_usd }) => difference_usd,
      isChange: true,
    }),
    usdColumn({
      id: "unexplained",
      header: t("Unexplained"),
      of: ({ unexplained_usd }) => unexplained_usd,
      isChange: true,
    }),
  ];
  return (
    <DataTable caption={caption} columns={columns} rows={groups} rowKey={(group) => group.name} maxHeight={360} csv />
  );
}

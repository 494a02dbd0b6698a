import type { UseMutationResult, UseQueryResult } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import type { Reconciliation } from "@/lib/contract/reconciliations";
import { t } from "@/lib/messages/translate";
import type { BillName } from "./use-reconciliations";

type Remembered = { provider: string; bill_name: string; model: string; updated_at: string; updated_by: string };
type RememberedNamesProps = {
  models: UseQueryResult<{ models: Remembered[] }>;
  canEdit: boolean;
  nameModels: UseMutationResult<void, Error, { names: readonly BillName[]; of: Reconciliation | null }>;
};

/** What bills call models here. Nothing before there is a name. */
export function RememberedNames({ models, canEdit, nameModels }: RememberedNamesProps) {
  const all = models.data?.models ?? [];
  if (all.length === 0) return null;
  const columns: DataColumn<Remembered>[] = [
    { id: "bill", header: t("On the bill"), value: ({ bill_name }) => bill_name },
    { id: "provider", header: t("Provider"), value: ({ provider }) => provider },
    { id: "model", header: t("Model here"), value: ({ model }) => model },
    { id: "by", header: t("Said by"), value: ({ updated_by }) => updated_by },
    ...(canEdit ? [forgetColumn(nameModels)] : []),
  ];
  return (
    <Panel title={t("Remembered names")} subtitle={t("Used for each bill that is compared from now on")}>
      <DataTable
        caption={t("Remembered names")}
        columns={columns}
        rows={all}
        rowKey={({ provider, bill_name }) => `${provider} ${bill_name}`}
        maxHeight={300}
      />
    </Panel>
  );
}

function forgetColumn(nameModels: RememberedNamesProps["nameModels"]): DataColumn<Remembered> {
  return {
    id: "forget",
    header: t("Forget"),
    sortable: false,
    value: () => null,
    csv: () => null,
    cell: ({ provider, bill_name }) => (
      <Button
        variant="subtle"
        aria-label={t("Forget {billName}", { billName: bill_name })}
        disabled={nameModels.isPending}
        onClick={() => nameModels.mutate({ names: [{ provider, bill_name, model: null }], of: null })}
      >
        {t("Forget")}
      </Button>
    ),
  };
}

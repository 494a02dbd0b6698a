import { Group } from "@mantine/core";
import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import type { Recipient } from "@/lib/contract/statement-recipients";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

type RecipientTableProps = {
  recipients: readonly Recipient[];
  canTest: boolean;
  isBusy: boolean;
  onTest: (id: number) => void;
  onRemove: (id: number) => void;
};

/** Who gets each statement by e-mail. */
export function RecipientTable({ recipients, canTest, isBusy, onTest, onRemove }: RecipientTableProps) {
  const columns: DataColumn<Recipient>[] = [
    { id: "address", header: t("Address"), value: ({ address }) => address },
    {
      id: "added",
      header: t("Added"),
      value: ({ added_at }) => added_at,
      cell: ({ added_at }) => formatInstant(added_at, "UTC", "minute"),
    },
    { id: "by", header: t("Added by"), value: ({ added_by }) => added_by },
    {
      id: "actions",
      header: t("Change|actions"),
      sortable: false,
      value: () => null,
      cell: ({ id, address }) => (
        <Group gap="xs" wrap="nowrap">
          <Button
            variant="default"
            disabled={isBusy || !canTest}
            aria-label={t("Send a test to {address}", { address })}
            onClick={() => onTest(id)}
          >
            {t("Send test")}
          </Button>
          <Button
            variant="subtle"
            disabled={isBusy}
            aria-label={t("Remove {address}", { address })}
            onClick={() => onRemove(id)}
          >
            {t("Remove")}
          </Button>
        </Group>
      ),
    },
  ];
  return (
    <DataTable
      caption={t("Recipients")}
      columns={columns}
      rows={[...recipients]}
      rowKey={({ id }) => String(id)}
      sortBy={{ id: "address", desc: false }}
    />
  );
}

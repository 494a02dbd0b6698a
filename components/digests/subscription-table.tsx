import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import type { Subscription } from "@/lib/contract/digests";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { CADENCE_LABELS } from "./digest-choice";

type SubscriptionTableProps = {
  subscriptions: readonly Subscription[];
  tz: string;
  isBusy: boolean;
  /** What its button says, in the reader's language. */
  removeLabel: string;
  onRemove: (subscription: Subscription) => void;
};

/** Who gets which digest, and when the next one comes. */
export function SubscriptionTable({ subscriptions, tz, isBusy, removeLabel, onRemove }: SubscriptionTableProps) {
  const columns: DataColumn<Subscription>[] = [
    { id: "address", header: t("Address"), value: ({ address }) => address },
    { id: "cadence", header: t("How often"), value: ({ cadence }) => t(CADENCE_LABELS[cadence]) },
    { id: "zone", header: t("Time zone"), value: ({ tz: zone }) => zone },
    {
      id: "next",
      header: t("Next"),
      value: ({ next_at }) => next_at,
      cell: ({ next_at }) => formatInstant(next_at, tz, "minute"),
    },
    { id: "by", header: t("Added by"), value: ({ added_by }) => added_by },
    {
      id: "remove",
      header: t("Change|actions"),
      sortable: false,
      value: () => null,
      cell: (one) => (
        <Button
          variant="subtle"
          disabled={isBusy}
          aria-label={t("{remove}: {address}, {cadence, select, weekly {every week} other {every month}}", {
            ...{ remove: removeLabel, address: one.address, cadence: one.cadence },
          })}
          onClick={() => onRemove(one)}
        >
          {removeLabel}
        </Button>
      ),
    },
  ];
  return (
    <DataTable
      caption={t("Subscriptions to digests")}
      columns={columns}
      rows={[...subscriptions]}
      rowKey={({ id }) => String(id)}
      maxHeight={360}
    />
  );
}

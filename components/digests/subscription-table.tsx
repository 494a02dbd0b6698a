import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import type { Subscription } from "@/lib/contract/digests";
import { formatInstant } from "@/lib/domain/format";
import { CADENCE_LABELS } from "./digest-choice";

type SubscriptionTableProps = {
  subscriptions: readonly Subscription[];
  tz: string;
  isBusy: boolean;
  removeLabel: string;
  onRemove: (subscription: Subscription) => void;
};

/** Who gets which digest, and when the next one comes. */
export function SubscriptionTable({ subscriptions, tz, isBusy, removeLabel, onRemove }: SubscriptionTableProps) {
  const columns: DataColumn<Subscription>[] = [
    { id: "address", header: "Address", value: ({ address }) => address },
    { id: "cadence", header: "How often", value: ({ cadence }) => CADENCE_LABELS[cadence] },
    { id: "zone", header: "Time zone", value: ({ tz: zone }) => zone },
    {
      id: "next",
      header: "Next",
      value: ({ next_at }) => next_at,
      cell: ({ next_at }) => formatInstant(next_at, tz, "minute"),
    },
    { id: "by", header: "Added by", value: ({ added_by }) => added_by },
    {
      id: "remove",
      header: "Change",
      sortable: false,
      value: () => null,
      cell: (one) => (
        <Button
          variant="subtle"
          disabled={isBusy}
          aria-label={`${removeLabel}: ${one.address}, ${CADENCE_LABELS[one.cadence].toLowerCase()}`}
          onClick={() => onRemove(one)}
        >
          {removeLabel}
        </Button>
      ),
    },
  ];
  return (
    <DataTable
      caption="Subscriptions to digests"
      columns={columns}
      rows={[...subscriptions]}
      rowKey={({ id }) => String(id)}
      maxHeight={360}
    />
  );
}

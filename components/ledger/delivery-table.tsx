import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { DELIVERY_LABELS, DeliveryPill } from "@/components/ui/delivery-pill";
import type { Delivery } from "@/lib/contract/statement-recipients";
import { formatInstant, formatWhole } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";
import { describeMail } from "./describe-delivery";

const COLUMNS: DataColumn<Delivery>[] = [
  { id: "mail", header: message("Mail"), value: describeMail },
  {
    id: "to",
    header: message("To|recipient"),
    value: ({ recipient }) => recipient,
  },
  {
    id: "state",
    header: message("Result"),
    value: ({ state }) => t(DELIVERY_LABELS[state]),
    cell: ({ state }) => <DeliveryPill state={state} />,
  },
  {
    id: "queued",
    header: message("Queued"),
    value: ({ queued_at }) => queued_at,
    cell: ({ queued_at }) => formatInstant(queued_at, "UTC", "minute"),
  },
  {
    id: "sent",
    header: message("Sent"),
    value: ({ sent_at }) => sent_at,
    cell: ({ sent_at }) => formatInstant(sent_at, "UTC", "minute"),
  },
  {
    id: "next",
    header: message("Next try"),
    value: ({ next_try_at }) => next_try_at,
    cell: ({ next_try_at }) => formatInstant(next_try_at, "UTC", "minute"),
  },
  {
    id: "tries",
    header: message("Tries"),
    numeric: true,
    value: ({ tries }) => tries,
    cell: ({ tries }) => formatWhole(tries),
  },
  { id: "error", header: message("Why not"), wrap: true, value: ({ error }) => error },
];

/** Mails that were queued, the latest first. */
export function DeliveryTable({ deliveries }: { deliveries: readonly Delivery[] }) {
  return (
    <DataTable
      caption={t("Deliveries")}
      columns={COLUMNS}
      rows={[...deliveries]}
      rowKey={({ id }) => String(id)}
      sortBy={{ id: "queued", desc: true }}
      maxHeight={360}
    />
  );
}

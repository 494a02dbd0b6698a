import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { DELIVERY_LABELS, DeliveryPill } from "@/components/ui/delivery-pill";
import type { DigestMail, SentDigest } from "@/lib/contract/digests";
import { formatInstant } from "@/lib/domain/format";

type Row = DigestMail & { digest: SentDigest; key: string };

/** Each mail of the digests that were made, the latest first. */
export function SentTable({ digests, tz }: { digests: readonly SentDigest[]; tz: string }) {
  const rows = digests.flatMap((digest) =>
    digest.mails.map((mail, index): Row => ({ ...mail, digest, key: `${digest.id}:${index}` })),
  );
  const day = (iso: string, zone: string) => formatInstant(iso, zone, "day");
  const columns: DataColumn<Row>[] = [
    {
      id: "made",
      header: "Made",
      value: ({ digest }) => digest.made_at,
      cell: ({ digest }) => formatInstant(digest.made_at, tz, "minute"),
    },
    { id: "what", header: "Digest", value: ({ digest }) => (digest.cadence === "weekly" ? "Weekly" : "Monthly") },
    {
      id: "period",
      header: "Of",
      value: ({ digest: { from, to, tz: zone } }) =>
        `${day(from, zone)} to ${day(new Date(Date.parse(to) - 1).toISOString(), zone)} (${zone})`,
    },
    { id: "to", header: "To", value: ({ recipient }) => recipient },
    {
      id: "state",
      header: "Result",
      value: ({ state }) => DELIVERY_LABELS[state],
      cell: ({ state }) => <DeliveryPill state={state} />,
    },
    {
      id: "sent",
      header: "Sent",
      value: ({ sent_at }) => sent_at,
      cell: ({ sent_at }) => formatInstant(sent_at, tz, "minute"),
    },
    { id: "asked", header: "Asked for by", value: ({ digest }) => digest.asked_by },
    { id: "error", header: "Why not", wrap: true, value: ({ error }) => error },
  ];
  return (
    <DataTable
      caption="Digests that were sent"
      columns={columns}
      rows={rows}
      rowKey={({ key }) => key}
      sortBy={{ id: "made", desc: true }}
      maxHeight={420}
    />
  );
}

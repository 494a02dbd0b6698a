import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { DELIVERY_LABELS, DeliveryPill } from "@/components/ui/delivery-pill";
import type { DigestMail, SentDigest } from "@/lib/contract/digests";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

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
      header: t("Made"),
      value: ({ digest }) => digest.made_at,
      cell: ({ digest }) => formatInstant(digest.made_at, tz, "minute"),
    },
    {
      id: "what",
      header: t("Digest"),
      value: ({ digest }) => (digest.cadence === "weekly" ? t("Weekly") : t("Monthly")),
    },
    {
      id: "period",
      header: t("Of"),
      value: ({ digest: { from, to, tz: zone } }) =>
        t("{first} to {last} ({zone})", {
          first: day(from, zone),
          last: day(new Date(Date.parse(to) - 1).toISOString(), zone),
          zone,
        }),
    },
    { id: "to", header: t("To|recipient"), value: ({ recipient }) => recipient },
    {
      id: "state",
      header: t("Result"),
      value: ({ state }) => t(DELIVERY_LABELS[state]),
      cell: ({ state }) => <DeliveryPill state={state} />,
    },
    {
      id: "sent",
      header: t("Sent"),
      value: ({ sent_at }) => sent_at,
      cell: ({ sent_at }) => formatInstant(sent_at, tz, "minute"),
    },
    { id: "asked", header: t("Asked for by"), value: ({ digest }) => digest.asked_by },
    { id: "error", header: t("Why not"), wrap: true, value: ({ error }) => error },
  ];
  return (
    <DataTable
      caption={t("Digests that were sent")}
      columns={columns}
      rows={rows}
      rowKey={({ key }) => key}
      sortBy={{ id: "made", desc: true }}
      maxHeight={420}
    />
  );
}

import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { DELIVERY_LABELS, DeliveryPill } from "@/components/ui/delivery-pill";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { EmptyBox } from "@/components/ui/state-box";
import type { Channel, Channels, Delivery } from "@/lib/contract/channels";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import classes from "./alerts.module.css";
import { CHANNEL_LABELS } from "./describe-alert";

type ChannelsPanelProps = {
  channels: readonly Channel[];
  unreadable: Channels["unreadable"];
  tz: string;
  canEdit: boolean;
  isBusy: boolean;
  onAdd: () => void;
  onEdit: (channel: Channel) => void;
  onTest: (channel: Channel) => void;
  onSwitch: (channel: Channel) => void;
  onDelete: (channel: Channel) => void;
};

/** Where alerts are sent, and whether it arrives. */
export function ChannelsPanel({ channels, unreadable, tz, canEdit, isBusy, ...on }: ChannelsPanelProps) {
  const columns: DataColumn<Channel>[] = [
    { id: "name", header: t("Channel"), value: ({ name }) => name },
    { id: "kind", header: t("Kind"), value: ({ kind }) => t(CHANNEL_LABELS[kind]) },
    { id: "target", header: t("Where"), wrap: true, value: ({ target }) => target },
    {
      id: "status",
      header: t("Status"),
      wrap: true,
      value: ({ is_enabled, error }) => (is_enabled ? (error ?? "") : t("Off")),
      cell: ({ is_enabled, error, sent_at }) => {
        if (!is_enabled) return t("Off");
        if (error !== null) return <Pill tone="bad">{error}</Pill>;
        return sent_at === null
          ? t("Nothing sent yet")
          : t("Last arrived {time}", { time: formatInstant(sent_at, tz, "minute") });
      },
    },
    ...(canEdit ? [actionsColumn(isBusy, on)] : []),
  ];
  return (
    <Panel
      title={t("Channels")}
      subtitle={t("Addresses and keys are stored encrypted, and never shown again as a whole")}
      actions={
        canEdit && (
          <Button variant="default" onClick={on.onAdd}>
            {t("New channel")}
          </Button>
        )
      }
    >
      {unreadable.map(({ id, name, kind }) => (
        <Notice key={id} tone="warn" spaced>
          {t(
            "This version of Switchyard does not know {kind}, the kind of the channel {name}: only a newer one sends to it.",
            { kind, name },
          )}
        </Notice>
      ))}
      {channels.length === 0 ? (
        <EmptyBox
          title={t("No channels yet")}
          hint={canEdit ? t("Add a webhook, Slack, Microsoft Teams, PagerDuty or e-mail.") : t("An admin can add one.")}
        />
      ) : (
        <DataTable caption={t("Channels")} columns={columns} rows={[...channels]} rowKey={({ id }) => String(id)} />
      )}
    </Panel>
  );
}

type Actions = Pick<ChannelsPanelProps, "onEdit" | "onTest" | "onSwitch" | "onDelete">;

function actionsColumn(isBusy: boolean, { onEdit, onTest, onSwitch, onDelete }: Actions): DataColumn<Channel> {
  return {
    id: "actions",
    header: t("Change|actions"),
    sortable: false,
    value: () => null,
    cell: (channel) => {
      const { name, is_enabled } = channel;
      return (
        <div className={classes.buttons}>
          <Button variant="default" aria-label={t("Edit {name}", { name })} onClick={() => onEdit(channel)}>
            {t("Edit")}
          </Button>
          <Button
            variant="default"
            disabled={isBusy || !is_enabled}
            aria-label={t("Test {name}", { name })}
            onClick={() => onTest(channel)}
          >
            {t("Test")}
          </Button>
          <Button
            variant="default"
            disabled={isBusy}
            aria-label={is_enabled ? t("Switch off {name}", { name }) : t("Switch on {name}", { name })}
            onClick={() => onSwitch(channel)}
          >
            {is_enabled ? t("Switch off") : t("Switch on")}
          </Button>
          <Button
            variant="subtle"
            disabled={isBusy}
            aria-label={t("Delete {name}", { name })}
            onClick={() => onDelete(channel)}
          >
            {t("Delete")}
          </Button>
        </div>
      );
    },
  };
}

/** How the latest messages went. */
export function DeliveriesPanel({ deliveries, tz }: { deliveries: readonly Delivery[]; tz: string }) {
  const columns: DataColumn<Delivery>[] = [
    { id: "subject", header: t("Message"), wrap: true, value: ({ subject }) => subject },
    { id: "channel", header: t("Channel"), value: ({ channel }) => channel },
    {
      id: "state",
      header: t("Result"),
      value: ({ state }) => t(DELIVERY_LABELS[state]),
      cell: ({ state }) => <DeliveryPill state={state} />,
    },
    { id: "tries", header: t("Tries"), numeric: true, value: ({ tries }) => tries },
    {
      id: "queued",
      header: t("Queued|since"),
      value: ({ queued_at }) => queued_at,
      cell: ({ queued_at }) => formatInstant(queued_at, tz, "minute"),
    },
    { id: "error", header: t("Why not"), wrap: true, value: ({ error }) => error },
  ];
  return (
    <Panel title={t("Deliveries")} subtitle={t("The latest 100; one that failed is tried again for about four hours")}>
      {deliveries.length === 0 ? (
        <EmptyBox title={t("Nothing was sent yet")} hint={t("Each message shows here with whether it arrived.")} />
      ) : (
        <DataTable
          caption={t("Deliveries")}
          columns={columns}
          rows={[...deliveries]}
          rowKey={({ id }) => String(id)}
          maxHeight={360}
        />
      )}
    </Panel>
  );
}

import { Group } from "@mantine/core";
import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { DELIVERY_LABELS, DeliveryPill } from "@/components/ui/delivery-pill";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { EmptyBox } from "@/components/ui/state-box";
import type { Channel, Channels, Delivery } from "@/lib/contract/channels";
import { formatInstant } from "@/lib/domain/format";
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
    { id: "name", header: "Channel", value: ({ name }) => name },
    { id: "kind", header: "Kind", value: ({ kind }) => CHANNEL_LABELS[kind] },
    { id: "target", header: "Where", wrap: true, value: ({ target }) => target },
    {
      id: "status",
      header: "Status",
      wrap: true,
      value: ({ is_enabled, error }) => (is_enabled ? (error ?? "") : "Off"),
      cell: ({ is_enabled, error, sent_at }) => {
        if (!is_enabled) return "Off";
        if (error !== null) return <Pill tone="bad">{error}</Pill>;
        return sent_at === null ? "Nothing sent yet" : `Last arrived ${formatInstant(sent_at, tz, "minute")}`;
      },
    },
    ...(canEdit ? [actionsColumn(isBusy, on)] : []),
  ];
  return (
    <Panel
      title="Channels"
      subtitle="Addresses and keys are stored encrypted, and never shown again as a whole"
      actions={
        canEdit && (
          <Button variant="default" onClick={on.onAdd}>
            New channel
          </Button>
        )
      }
    >
      {unreadable.map(({ id, name, kind }) => (
        <Notice key={id} tone="warn" spaced>
          This version of Switchyard does not know {kind}, the kind of the channel {name}: only a newer one sends to it.
        </Notice>
      ))}
      {channels.length === 0 ? (
        <EmptyBox
          title="No channels yet"
          hint={canEdit ? "Add a webhook, Slack, Microsoft Teams, PagerDuty or e-mail." : "An admin can add one."}
        />
      ) : (
        <DataTable caption="Channels" columns={columns} rows={[...channels]} rowKey={({ id }) => String(id)} />
      )}
    </Panel>
  );
}

type Actions = Pick<ChannelsPanelProps, "onEdit" | "onTest" | "onSwitch" | "onDelete">;

function actionsColumn(isBusy: boolean, { onEdit, onTest, onSwitch, onDelete }: Actions): DataColumn<Channel> {
  return {
    id: "actions",
    header: "Change",
    sortable: false,
    value: () => null,
    cell: (channel) => {
      const change = channel.is_enabled ? "Switch off" : "Switch on";
      return (
        <Group gap="xs" wrap="nowrap">
          <Button variant="default" aria-label={`Edit ${channel.name}`} onClick={() => onEdit(channel)}>
            Edit
          </Button>
          <Button
            variant="default"
            disabled={isBusy || !channel.is_enabled}
            aria-label={`Test ${channel.name}`}
            onClick={() => onTest(channel)}
          >
            Test
          </Button>
          <Button
            variant="default"
            disabled={isBusy}
            aria-label={`${change} ${channel.name}`}
            onClick={() => onSwitch(channel)}
          >
            {change}
          </Button>
          <Button
            variant="subtle"
            disabled={isBusy}
            aria-label={`Delete ${channel.name}`}
            onClick={() => onDelete(channel)}
          >
            Delete
          </Button>
        </Group>
      );
    },
  };
}

/** How the latest messages went. */
export function DeliveriesPanel({ deliveries, tz }: { deliveries: readonly Delivery[]; tz: string }) {
  const columns: DataColumn<Delivery>[] = [
    { id: "subject", header: "Message", wrap: true, value: ({ subject }) => subject },
    { id: "channel", header: "Channel", value: ({ channel }) => channel },
    {
      id: "state",
      header: "Result",
      value: ({ state }) => DELIVERY_LABELS[state],
      cell: ({ state }) => <DeliveryPill state={state} />,
    },
    { id: "tries", header: "Tries", numeric: true, value: ({ tries }) => tries },
    {
      id: "queued",
      header: "Queued",
      value: ({ queued_at }) => queued_at,
      cell: ({ queued_at }) => formatInstant(queued_at, tz, "minute"),
    },
    { id: "error", header: "Why not", wrap: true, value: ({ error }) => error },
  ];
  return (
    <Panel title="Deliveries" subtitle="The latest 100; one that failed is tried again for about four hours">
      {deliveries.length === 0 ? (
        <EmptyBox title="Nothing was sent yet" hint="Each message shows here with whether it arrived." />
      ) : (
        <DataTable
          caption="Deliveries"
          columns={columns}
          rows={[...deliveries]}
          rowKey={({ id }) => String(id)}
          maxHeight={360}
        />
      )}
    </Panel>
  );
}

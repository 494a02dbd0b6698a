"use client";

import { type Channel, type ChannelChange, type CreatedChannel, channelChangeSchema } from "@/lib/contract/channels";
import classes from "./alerts.module.css";
import { type ChannelDraft, ChannelForm, splitAddresses } from "./channel-form";

type EditChannelDialogProps = {
  channel: Channel;
  change: (changed: { base: Channel; change: ChannelChange }) => Promise<CreatedChannel>;
  onClose: () => void;
};

function changeOf({ name, url, routing_key, recipients }: ChannelDraft): object {
  const addresses = splitAddresses(recipients);
  return {
    name,
    ...(url.trim() !== "" && { url: url.trim() }),
    ...(routing_key.trim() !== "" && { routing_key: routing_key.trim() }),
    ...(addresses.length > 0 && { recipients: addresses }),
  };
}

/** Changes a channel's name and where it leads; what is left empty stays as it is, since nothing stored is shown again. */
export function EditChannelDialog({ channel, change, onClose }: EditChannelDialogProps) {
  const { kind, name } = channel;
  const now = `Now ${channel.target}; empty leaves it.`;
  return (
    <ChannelForm
      title={`Edit ${name}`}
      label="Edit channel"
      submitLabel="Save"
      name={name}
      schema={channelChangeSchema}
      inputOf={changeOf}
      send={(input) => change({ base: channel, change: input })}
      onClose={onClose}
    >
      {(text) => (
        <div className={classes.fields}>
          {text("name", "Name")}
          {kind === "email" ? text("recipients", "Recipients", now) : text("url", "Address", now)}
          {kind === "pagerduty" &&
            text("routing_key", "Integration key", "Needed again where the address has another host.")}
        </div>
      )}
    </ChannelForm>
  );
}

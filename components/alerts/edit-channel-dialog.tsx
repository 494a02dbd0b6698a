"use client";

import { type Channel, type ChannelChange, type CreatedChannel, channelChangeSchema } from "@/lib/contract/channels";
import { t } from "@/lib/messages/translate";
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
  const now = t("Now {target}; empty leaves it.", { target: channel.target });
  return (
    <ChannelForm
      title={t("Edit {name}", { name })}
      label={t("Edit channel")}
      submitLabel={t("Save")}
      name={name}
      schema={channelChangeSchema}
      inputOf={changeOf}
      send={(input) => change({ base: channel, change: input })}
      onClose={onClose}
    >
      {(text) => (
        <div className={classes.fields}>
          {text("name", t("Name"))}
          {kind === "email" ? text("recipients", t("Recipients"), now) : text("url", t("Address"), now)}
          {kind === "pagerduty" &&
            text("routing_key", t("Integration key"), t("Needed again where the address has another host."))}
        </div>
      )}
    </ChannelForm>
  );
}

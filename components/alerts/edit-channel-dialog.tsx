"use client";

import { TextInput } from "@mantine/core";
import { useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { FormFoot } from "@/components/ui/form-foot";
import { ApiError } from "@/lib/client/api-error";
import { type Channel, type ChannelChange, type CreatedChannel, channelChangeSchema } from "@/lib/contract/channels";
import classes from "./alerts.module.css";
import { SigningSecret } from "./signing-secret";

type EditChannelDialogProps = {
  channel: Channel;
  change: (changed: { base: Channel; change: ChannelChange }) => Promise<CreatedChannel>;
  onClose: () => void;
};

type Field = "name" | "url" | "routing_key" | "recipients";

/** Changes a channel's name and where it leads; what is left empty stays as it is, since nothing stored is shown again. */
export function EditChannelDialog({ channel, change, onClose }: EditChannelDialogProps) {
  const { kind } = channel;
  const [draft, setDraft] = useState({ name: channel.name, url: "", routing_key: "", recipients: "" });
  const [isVisited, setVisited] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const addresses = draft.recipients.split(/[\s,]+/).filter((one) => one !== "");
  const parsed = channelChangeSchema.safeParse({
    name: draft.name,
    ...(draft.url.trim() !== "" && { url: draft.url.trim() }),
    ...(draft.routing_key.trim() !== "" && { routing_key: draft.routing_key.trim() }),
    ...(addresses.length > 0 && { recipients: addresses }),
  });
  const text = (name: Field, label: string, description?: string) => {
    const own = parsed.error?.issues.find(({ path: [field] }) => field === name)?.message;
    const refused = error instanceof ApiError ? error.fields?.[name]?.[0] : undefined;
    return (
      <TextInput
        {...{ label, description }}
        autoComplete="off"
        value={draft[name]}
        error={(isVisited ? own : undefined) ?? refused}
        onChange={(event) => {
          setDraft({ ...draft, [name]: event.currentTarget.value });
          setError(null);
        }}
      />
    );
  };

  async function submit() {
    setVisited(true);
    if (!parsed.success) return;
    setPending(true);
    try {
      const { signing_secret } = await change({ base: channel, change: parsed.data });
      if (signing_secret === null) onClose();
      else setSecret(signing_secret);
    } catch (failure) {
      setError(failure);
    } finally {
      setPending(false);
    }
  }

  if (secret !== null) return <SigningSecret secret={secret} onClose={onClose} />;
  const now = `Now ${channel.target}; empty leaves it.`;
  return (
    <AskDialog title={`Edit ${channel.name}`} onClose={onClose}>
      <form
        noValidate
        aria-label="Edit channel"
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className={classes.fields}>
          {text("name", "Name")}
          {kind === "email" ? text("recipients", "Recipients", now) : text("url", "Address", now)}
          {kind === "pagerduty" &&
            text("routing_key", "Integration key", "Needed again where the address has another host.")}
        </div>
        <FormFoot error={error} submitLabel="Save" {...{ isPending, onClose }} />
      </form>
    </AskDialog>
  );
}

"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { FormFoot } from "@/components/ui/form-foot";
import { Notice } from "@/components/ui/notice";
import { ApiError } from "@/lib/client/api-error";
import { CHANNEL_KINDS, type CreatedChannel, type NewChannelInput, newChannelSchema } from "@/lib/contract/channels";
import classes from "./alerts.module.css";
import { CHANNEL_LABELS } from "./describe-alert";
import { SigningSecret } from "./signing-secret";

type ChannelDialogProps = {
  canEmail: boolean;
  create: (input: NewChannelInput) => Promise<CreatedChannel>;
  onClose: () => void;
};
type Draft = { kind: string; name: string; url: string; routing_key: string; recipients: string };

/** What of a draft belongs to its kind. */
function inputOf({ kind, name, url, routing_key, recipients }: Draft): object {
  if (kind === "email") return { kind, name, recipients: recipients.split(/[\s,]+/).filter((one) => one !== "") };
  if (kind === "pagerduty") return { kind, name, routing_key: routing_key.trim(), ...(url !== "" && { url }) };
  return { kind, name, url: url.trim() };
}

/** The form of a channel; then, of a webhook, its signing secret, this once. */
export function ChannelDialog({ canEmail, create, onClose }: ChannelDialogProps) {
  const [draft, setDraft] = useState<Draft>({ kind: "webhook", name: "", url: "", routing_key: "", recipients: "" });
  const [isVisited, setVisited] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const parsed = newChannelSchema.safeParse(inputOf(draft));
  const text = (name: Exclude<keyof Draft, "kind">, label: string, description?: string) => {
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
      const { signing_secret } = await create(parsed.data);
      if (signing_secret === null) onClose();
      else setSecret(signing_secret);
    } catch (failure) {
      setError(failure);
    } finally {
      setPending(false);
    }
  }

  if (secret !== null) return <SigningSecret secret={secret} onClose={onClose} />;
  const kinds = CHANNEL_KINDS.filter((kind) => kind !== "email" || canEmail);
  return (
    <AskDialog title="New channel" onClose={onClose}>
      <form
        noValidate
        aria-label="New channel"
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className={classes.fields}>
          <NativeSelect
            label="Kind"
            data={kinds.map((value) => ({ value, label: CHANNEL_LABELS[value] }))}
            value={draft.kind}
            onChange={(event) => setDraft({ ...draft, kind: event.currentTarget.value })}
          />
          {text("name", "Name")}
          {draft.kind === "pagerduty" && text("routing_key", "Integration key")}
          {draft.kind === "email" && text("recipients", "Recipients", "E-mail addresses, separated by commas.")}
          {draft.kind !== "email" &&
            text(
              "url",
              "Address",
              draft.kind === "pagerduty" ? "Empty is PagerDuty in the US." : "Begins with https://.",
            )}
        </div>
        {!canEmail && <Notice>For e-mail, whoever runs the server names a mail server (SWITCHYARD_SMTP_URL).</Notice>}
        <FormFoot error={error} submitLabel="Add channel" {...{ isPending, onClose }} />
      </form>
    </AskDialog>
  );
}

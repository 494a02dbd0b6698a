"use client";

import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { Notice } from "@/components/ui/notice";
import { CHANNEL_KINDS, type CreatedChannel, type NewChannelInput, newChannelSchema } from "@/lib/contract/channels";
import { t } from "@/lib/messages/translate";
import classes from "./alerts.module.css";
import { type ChannelDraft, ChannelForm, splitAddresses } from "./channel-form";
import { CHANNEL_LABELS } from "./describe-alert";

type ChannelDialogProps = {
  canEmail: boolean;
  create: (input: NewChannelInput) => Promise<CreatedChannel>;
  onClose: () => void;
};

/** What of a draft belongs to its kind. */
function inputOf(kind: string, { name, url, routing_key, recipients }: ChannelDraft): object {
  if (kind === "email") return { kind, name, recipients: splitAddresses(recipients) };
  if (kind === "pagerduty") return { kind, name, routing_key: routing_key.trim(), ...(url !== "" && { url }) };
  return { kind, name, url: url.trim() };
}

/** Adds a channel of any kind. */
export function ChannelDialog({ canEmail, create, onClose }: ChannelDialogProps) {
  const [kind, setKind] = useState<string>("webhook");
  const kinds = CHANNEL_KINDS.filter((one) => one !== "email" || canEmail);
  return (
    <ChannelForm
      title={t("New channel")}
      label={t("New channel")}
      submitLabel={t("Add channel")}
      schema={newChannelSchema}
      inputOf={(draft) => inputOf(kind, draft)}
      send={create}
      onClose={onClose}
    >
      {(text) => (
        <>
          <div className={classes.fields}>
            <NativeSelect
              label={t("Kind")}
              data={kinds.map((value) => ({ value, label: t(CHANNEL_LABELS[value]) }))}
              value={kind}
              onChange={(event) => setKind(event.currentTarget.value)}
            />
            {text("name", t("Name"))}
            {kind === "pagerduty" && text("routing_key", t("Integration key"))}
            {kind === "email" && text("recipients", t("Recipients"), t("E-mail addresses, separated by commas."))}
            {kind !== "email" &&
              text(
                "url",
                t("Address"),
                kind === "pagerduty" ? t("Empty is PagerDuty in the US.") : t("Begins with https://."),
              )}
          </div>
          {!canEmail && (
            <Notice>{t("For e-mail, whoever runs the server names a mail server (SWITCHYARD_SMTP_URL).")}</Notice>
          )}
        </>
      )}
    </ChannelForm>
  );
}

"use client";

import { TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { AskDialog } from "@/components/ui/ask-dialog";
import { FormFoot } from "@/components/ui/form-foot";
import { ApiError } from "@/lib/client/api-error";
import type { CreatedChannel } from "@/lib/contract/channels";
import classes from "./alerts.module.css";
import { SigningSecret } from "./signing-secret";

/** What of a channel is typed. */
export type ChannelDraft = { name: string; url: string; routing_key: string; recipients: string };

/** E-mail addresses, separated by commas or spaces. */
export function splitAddresses(text: string): string[] {
  return text.split(/[\s,]+/).filter((address) => address !== "");
}

type TextField = (name: keyof ChannelDraft, label: string, description?: string) => ReactNode;

type ChannelFormProps<Schema extends z.ZodType> = {
  title: string;
  /** What the form is called. */
  label: string;
  submitLabel: string;
  name?: string;
  schema: Schema;
  inputOf: (draft: ChannelDraft) => unknown;
  send: (input: z.output<Schema>) => Promise<CreatedChannel>;
  onClose: () => void;
  children: (text: TextField) => ReactNode;
};

/** The form of a channel; then, of a webhook whose secret is new, its signing secret, this once. */
export function ChannelForm<Schema extends z.ZodType>(props: ChannelFormProps<Schema>) {
  const { send, onClose } = props;
  const [draft, setDraft] = useState<ChannelDraft>({
    name: props.name ?? "",
    url: "",
    routing_key: "",
    recipients: "",
  });
  const [isVisited, setVisited] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const parsed = props.schema.safeParse(props.inputOf(draft));
  const text: TextField = (name, label, description) => {
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
      const { signing_secret } = await send(parsed.data);
      if (signing_secret === null) onClose();
      else setSecret(signing_secret);
    } catch (failure) {
      setError(failure);
    } finally {
      setPending(false);
    }
  }

  if (secret !== null) return <SigningSecret secret={secret} onClose={onClose} />;
  return (
    <AskDialog title={props.title} onClose={onClose}>
      <form
        noValidate
        aria-label={props.label}
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {props.children(text)}
        <FormFoot error={error} submitLabel={props.submitLabel} {...{ isPending, onClose }} />
      </form>
    </AskDialog>
  );
}

"use client";

import { Checkbox, CopyButton, Group, TextInput } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { type CreatedKey, type NewKey, newKeySchema, SCOPES } from "@/lib/contract/keys";
import { type Message, message, t } from "@/lib/messages/translate";
import classes from "./access.module.css";
import type { Action } from "./action-result";
import { fieldErrors } from "./field-errors";
import { Refusal } from "./refusal";
import { useAction } from "./use-action";

const SCOPE_HINTS: Record<(typeof SCOPES)[number], Message> = {
  "logs:write": message("send logs"),
  "metrics:read": message("read statistics"),
  "policies:read": message("fetch policies, ask for decisions"),
  "policies:write": message("publish policies"),
  "prices:write": message("set prices, exchange rates and what is known of models"),
  "budgets:write": message("add and change budgets"),
  "alerts:write": message("add and change alert rules, silences and channels"),
  "ledger:write": message("close months, compare invoices and set up copies"),
  "gateway:use": message("call models through the router"),
  admin: message("users and keys"),
};

/** Makes a key and shows it this once. */
export function NewKeyForm({ action }: { action: Action<NewKey, CreatedKey> }) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>(["logs:write", "policies:read"]);
  const [expires, setExpires] = useState("");
  const [found, setFound] = useState<Record<string, string[]>>({});
  const [created, setCreated] = useState<CreatedKey | null>(null);
  const { run, isPending, refusal, fields } = useAction(action);
  const errors: Record<string, string[]> = { ...fields, ...found };
  const error = (field: string) => errors[field]?.join(". ");

  function submit() {
    setCreated(null);
    const expiresAt = expires === "" ? null : `${expires}T00:00:00Z`;
    const parsed = newKeySchema.safeParse({ name: name.trim(), scopes, expires_at: expiresAt });
    setFound(fieldErrors(parsed.error, { name }));
    if (!parsed.success) return;
    run(parsed.data, (key) => {
      setCreated(key);
      setName("");
      setExpires("");
    });
  }

  return (
    <form
      noValidate
      aria-label={t("Create a key")}
      className={`${classes.form} ${classes.gap}`}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={classes.fields}>
        <TextInput
          label={t("Key name")}
          description={t("Which router or script it is for.")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={error("name")}
        />
        <TextInput
          label={t("Expires on")}
          description={t("At 00:00 UTC that day; leave empty for never.")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          type="date"
          value={expires}
          onChange={(event) => setExpires(event.currentTarget.value)}
          error={error("expires_at")}
        />
      </div>
      <Checkbox.Group label={t("Scopes")} value={scopes} onChange={setScopes} error={error("scopes")}>
        <Group gap="md" mt={6}>
          {SCOPES.map((scope) => (
            <Checkbox key={scope} size="xs" value={scope} label={scope} description={t(SCOPE_HINTS[scope])} />
          ))}
        </Group>
      </Checkbox.Group>
      <Refusal refusal={refusal} />
      {created && <CreatedKeyBox created={created} />}
      <div>
        <Button type="submit" loading={isPending}>
          {t("Create key")}
        </Button>
      </div>
    </form>
  );
}

function CreatedKeyBox({ created }: { created: CreatedKey }) {
  return (
    <div role="status" className={classes.created}>
      <span>{t("The key “{name}” is created. Copy it now: it is shown only once.", { name: created.name })}</span>
      <Group gap="xs" align="end">
        <TextInput
          label={t("New key")}
          readOnly
          ff="monospace"
          flex="1 1 260px"
          maw={520}
          value={created.key}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={created.key}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              size="md"
              leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
              onClick={copy}
            >
              {copied ? t("Copied") : t("Copy key")}
            </Button>
          )}
        </CopyButton>
      </Group>
    </div>
  );
}

"use client";

import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { EmptyBox } from "@/components/ui/state-box";
import type { CreatedKey, Key, NewKey } from "@/lib/contract/keys";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import classes from "./access.module.css";
import type { Action } from "./action-result";
import { ConfirmButton } from "./confirm-button";
import { keyState } from "./key-state";
import { NewKeyForm } from "./new-key-form";
import { Refusal } from "./refusal";
import { useAction } from "./use-action";

export type KeyActions = { createKey: Action<NewKey, CreatedKey>; revokeKey: Action<{ id: string }, null> };

type KeysPanelProps = { keys: readonly Key[]; asOf: string; actions: KeyActions };

/** The keys of routers and scripts: what each may do, until when, and whether it is used. */
export function KeysPanel({ keys, asOf, actions }: KeysPanelProps) {
  const { tz } = useReport();
  const revoke = useAction(actions.revokeKey);
  const columns: DataColumn<Key>[] = [
    {
      id: "name",
      header: t("Key"),
      value: ({ name }) => name,
      cell: ({ name, prefix }) => (
        <>
          {name}
          <br />
          <code className={classes.muted}>{prefix}…</code>
        </>
      ),
    },
    {
      id: "state",
      header: t("State"),
      value: (key) => keyState(key, asOf).text,
      cell: (key) => {
        const { tone, text } = keyState(key, asOf);
        return <Pill tone={tone}>{text}</Pill>;
      },
    },
    { id: "scopes", header: t("Scopes"), wrap: true, value: ({ scopes }) => scopes.join(", ") },
    {
      id: "used",
      header: t("Last used"),
      value: ({ last_used_at }) => last_used_at,
      cell: ({ last_used_at }) => (last_used_at ? formatInstant(last_used_at, tz, "minute") : t("never|so far")),
    },
    {
      id: "expires",
      header: t("Expires"),
      value: ({ expires_at }) => expires_at,
      cell: ({ expires_at }) => (expires_at ? formatInstant(expires_at, tz, "minute") : t("never")),
    },
    {
      id: "created",
      header: t("Created"),
      value: ({ created_at }) => created_at,
      cell: ({ created_at, created_by }) => (
        <>
          {formatInstant(created_at, tz, "minute")}{" "}
          <span className={classes.muted}>{t("by {createdBy}", { createdBy: created_by })}</span>
        </>
      ),
    },
    {
      id: "actions",
      header: t("Actions"),
      sortable: false,
      value: () => null,
      cell: ({ id, name, revoked_at }) =>
        revoked_at === null && (
          <ConfirmButton
            text={t("Revoke")}
            label={t("Revoke {name}", { name })}
            question={t("Clients using this key are refused within seconds. This cannot be undone.")}
            confirm={t("Revoke")}
            loading={revoke.isPending}
            onConfirm={() => revoke.run({ id })}
          />
        ),
    },
  ];
  return (
    <Panel
      title={t("Keys")}
      subtitle={t("For routers and scripts. Stored as hashes: a key is shown only once, when it is created")}
    >
      <Refusal refusal={revoke.refusal} />
      {keys.length === 0 ? (
        <EmptyBox
          title={t("No keys yet")}
          hint={t("Create one below; routers send it as {header}.", { header: "Authorization: Bearer <key>" })}
        />
      ) : (
        <DataTable
          caption={t("Every key")}
          columns={columns}
          rows={[...keys]}
          rowKey={({ id }) => id}
          maxHeight={420}
        />
      )}
      <NewKeyForm action={actions.createKey} />
    </Panel>
  );
}

"use client";

import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { EmptyBox } from "@/components/ui/state-box";
import type { CreatedKey, Key, NewKey } from "@/lib/contract/keys";
import { formatInstant } from "@/lib/domain/format";
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
      header: "Key",
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
      header: "State",
      value: (key) => keyState(key, asOf).text,
      cell: (key) => {
        const { tone, text } = keyState(key, asOf);
        return <Pill tone={tone}>{text}</Pill>;
      },
    },
    { id: "scopes", header: "Scopes", wrap: true, sortable: false, value: ({ scopes }) => scopes.join(", ") },
    {
      id: "used",
      header: "Last used",
      value: ({ last_used_at }) => last_used_at,
      cell: ({ last_used_at }) => (last_used_at ? formatInstant(last_used_at, tz, "minute") : "never"),
    },
    {
      id: "expires",
      header: "Expires",
      value: ({ expires_at }) => expires_at,
      cell: ({ expires_at }) => (expires_at ? formatInstant(expires_at, tz, "minute") : "never"),
    },
    {
      id: "created",
      header: "Created",
      value: ({ created_at }) => created_at,
      cell: ({ created_at, created_by }) => (
        <>
          {formatInstant(created_at, tz, "minute")} <span className={classes.muted}>by {created_by}</span>
        </>
      ),
    },
    {
      id: "actions",
      header: "Actions",
      sortable: false,
      value: () => null,
      cell: ({ id, name, revoked_at }) =>
        revoked_at === null && (
          <ConfirmButton
            text="Revoke"
            label={`Revoke ${name}`}
            question="Clients using this key are refused within seconds. This cannot be undone."
            confirm="Revoke"
            loading={revoke.isPending}
            onConfirm={() => revoke.run({ id })}
          />
        ),
    },
  ];
  return (
    <Panel
      title="Keys"
      subtitle="For routers and scripts. Stored as hashes: a key is shown only once, when it is created"
    >
      <Refusal refusal={revoke.refusal} />
      {keys.length === 0 ? (
        <EmptyBox title="No keys yet" hint="Create one below; routers send it as Authorization: Bearer <key>." />
      ) : (
        <DataTable caption="Every key" columns={columns} rows={[...keys]} rowKey={({ id }) => id} maxHeight={420} />
      )}
      <NewKeyForm action={actions.createKey} />
    </Panel>
  );
}

"use client";

import { PageHead } from "@/components/ui/page-head";
import { PanelGrid } from "@/components/ui/panel";
import type { AccessEvent, AuditEntry } from "@/lib/contract/audit";
import type { Key } from "@/lib/contract/keys";
import type { User } from "@/lib/contract/users";
import { t } from "@/lib/messages/translate";
import { AccessLogPanel } from "./access-log-panel";
import { AuditPanel } from "./audit-panel";
import { type KeyActions, KeysPanel } from "./keys-panel";
import { type UsersActions, UsersPanel } from "./users-panel";

type AccessScreenProps = {
  users: readonly User[];
  keys: readonly Key[];
  entries: readonly AuditEntry[];
  entryLimit: number;
  events: readonly AccessEvent[];
  ownId: string;
  asOf: string;
  usersActions: UsersActions;
  keyActions: KeyActions;
};

/** Who and what may do what, and who changed what. */
export function AccessScreen(props: AccessScreenProps) {
  const { users, keys, entries, entryLimit, events, ownId, asOf, usersActions, keyActions } = props;
  return (
    <>
      <PageHead
        title={t("Access")}
        lead={t("Users and their roles, keys and their scopes, and every change on record")}
      />
      <PanelGrid>
        <UsersPanel users={users} ownId={ownId} actions={usersActions} />
        <KeysPanel keys={keys} asOf={asOf} actions={keyActions} />
        <AccessLogPanel events={events} />
        <AuditPanel entries={entries} limit={entryLimit} />
      </PanelGrid>
    </>
  );
}

"use client";

import { PageHead } from "@/components/ui/page-head";
import { PanelGrid } from "@/components/ui/panel";
import type { AccessEvent, AuditEntry } from "@/lib/contract/audit";
import type { Key } from "@/lib/contract/keys";
import type { Person } from "@/lib/contract/people";
import { AccessLogPanel } from "./access-log-panel";
import { AuditPanel } from "./audit-panel";
import { type KeyActions, KeysPanel } from "./keys-panel";
import { type PeopleActions, PeoplePanel } from "./people-panel";

type AccessScreenProps = {
  people: readonly Person[];
  keys: readonly Key[];
  entries: readonly AuditEntry[];
  entryLimit: number;
  events: readonly AccessEvent[];
  ownId: string;
  asOf: string;
  peopleActions: PeopleActions;
  keyActions: KeyActions;
};

/** Who and what may do what, and who changed what. */
export function AccessScreen(props: AccessScreenProps) {
  const { people, keys, entries, entryLimit, events, ownId, asOf, peopleActions, keyActions } = props;
  return (
    <>
      <PageHead title="Access" lead="People and their roles, keys and their scopes, and every change on record" />
      <PanelGrid>
        <PeoplePanel people={people} ownId={ownId} actions={peopleActions} />
        <KeysPanel keys={keys} asOf={asOf} actions={keyActions} />
        <AccessLogPanel events={events} />
        <AuditPanel entries={entries} limit={entryLimit} />
      </PanelGrid>
    </>
  );
}

import type { Metadata } from "next";
import { requireAdmin } from "@/app/_server/page-guards";
import { getReadDb } from "@/app/_server/runtime";
import { AccessScreen } from "@/components/access/access-screen";
import { listAccessEvents } from "@/db/audit/list-access-events";
import { listAuditEntries } from "@/db/audit/list-audit-entries";
import { listKeys } from "@/db/keys/list-keys";
import { listPeople } from "@/db/people/list-people";
import { changePerson, createKey, createPerson, deletePerson, endPersonSessions, revokeKey } from "./actions";

export const metadata: Metadata = { title: "Access" };

const AUDIT_ENTRIES = 100;
const ACCESS_EVENTS_SHOWN = 500;

export default async function AccessPage() {
  const admin = await requireAdmin();
  const db = getReadDb();
  const [people, keys, entries, events] = await Promise.all([
    listPeople(db),
    listKeys(db),
    listAuditEntries(db, { limit: AUDIT_ENTRIES }),
    listAccessEvents(db, { limit: ACCESS_EVENTS_SHOWN }),
  ]);
  return (
    <AccessScreen
      people={people}
      keys={keys}
      entries={entries}
      entryLimit={AUDIT_ENTRIES}
      events={events}
      ownId={admin.id}
      asOf={new Date().toISOString()}
      peopleActions={{ createPerson, changePerson, deletePerson, endPersonSessions }}
      keyActions={{ createKey, revokeKey }}
    />
  );
}

import type { Metadata } from "next";
import { requireAdmin } from "@/app/_server/page-guards";
import { getReadDb } from "@/app/_server/runtime";
import { AccessScreen } from "@/components/access/access-screen";
import { listAuditEntries } from "@/db/audit/list-audit-entries";
import { listKeys } from "@/db/keys/list-keys";
import { listPeople } from "@/db/people/list-people";
import { changePerson, createKey, createPerson, deletePerson, revokeKey } from "./actions";

export const metadata: Metadata = { title: "Access" };

const AUDIT_ENTRIES = 100;

export default async function AccessPage() {
  const admin = await requireAdmin();
  const db = getReadDb();
  const [people, keys, entries] = await Promise.all([
    listPeople(db),
    listKeys(db),
    listAuditEntries(db, { limit: AUDIT_ENTRIES }),
  ]);
  return (
    <AccessScreen
      people={people}
      keys={keys}
      entries={entries}
      entryLimit={AUDIT_ENTRIES}
      ownId={admin.id}
      asOf={new Date().toISOString()}
      peopleActions={{ createPerson, changePerson, deletePerson }}
      keyActions={{ createKey, revokeKey }}
    />
  );
}

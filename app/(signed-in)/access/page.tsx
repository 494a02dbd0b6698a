import type { Metadata } from "next";
import { requireAdmin } from "@/app/_server/page-guards";
import { getReadDb } from "@/app/_server/runtime";
import { AccessScreen } from "@/components/access/access-screen";
import { listAccessEvents } from "@/db/audit/list-access-events";
import { listAuditEntries } from "@/db/audit/list-audit-entries";
import { listKeys } from "@/db/keys/list-keys";
import { listUsers } from "@/db/users/list-users";
import { t } from "@/lib/messages/translate";
import { changeUser, createKey, createUser, deleteUser, endUserSessions, revokeKey } from "./actions";

export function generateMetadata(): Metadata {
  return { title: t("Access") };
}

const AUDIT_ENTRIES = 100;
const ACCESS_EVENTS_SHOWN = 500;

export default async function AccessPage() {
  const admin = await requireAdmin();
  const db = getReadDb();
  const [users, keys, entries, events] = await Promise.all([
    listUsers(db),
    listKeys(db),
    listAuditEntries(db, { limit: AUDIT_ENTRIES }),
    listAccessEvents(db, { limit: ACCESS_EVENTS_SHOWN }),
  ]);
  return (
    <AccessScreen
      users={users}
      keys={keys}
      entries={entries}
      entryLimit={AUDIT_ENTRIES}
      events={events}
      ownId={admin.id}
      asOf={new Date().toISOString()}
      usersActions={{ createUser, changeUser, deleteUser, endUserSessions }}
      keyActions={{ createKey, revokeKey }}
    />
  );
}

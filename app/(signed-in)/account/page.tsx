import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { getReadDb } from "@/app/_server/runtime";
import { AccountScreen } from "@/components/account/account-screen";
import { getPerson } from "@/db/people/get-person";
import { listSessions } from "@/db/people/list-sessions";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
  const { id, sessionId } = await requireViewer();
  const [db, now] = [getReadDb(), new Date()];
  const [person, sessions] = await Promise.all([
    getPerson(db, { id }),
    listSessions(db, { personId: id, currentId: sessionId, now }),
  ]);
  return <AccountScreen account={{ person, sessions }} />;
}

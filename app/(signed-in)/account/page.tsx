import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { getReadDb } from "@/app/_server/runtime";
import { AccountScreen } from "@/components/account/account-screen";
import { getUser } from "@/db/users/get-user";
import { listSessions } from "@/db/users/list-sessions";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Your account") };
}

export default async function AccountPage() {
  const { id, sessionId } = await requireViewer();
  const [db, now] = [getReadDb(), new Date()];
  const [user, sessions] = await Promise.all([
    getUser(db, { id }),
    listSessions(db, { userId: id, currentId: sessionId, now }),
  ]);
  return <AccountScreen account={{ person: user, sessions }} />;
}

import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { DigestsScreen } from "@/components/digests/digests-screen";
import { getEnv } from "@/lib/env";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Digests") };
}

export default async function DigestsPage() {
  const { scopes } = await requireViewer();
  return <DigestsScreen canEdit={scopes.includes("alerts:write")} canEmail={getEnv().smtp !== undefined} />;
}

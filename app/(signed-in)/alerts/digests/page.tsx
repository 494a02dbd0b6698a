import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { DigestsScreen } from "@/components/digests/digests-screen";
import { getEnv } from "@/lib/env";

export const metadata: Metadata = { title: "Digests" };

export default async function DigestsPage() {
  const { scopes } = await requireViewer();
  return <DigestsScreen canEdit={scopes.includes("alerts:write")} canEmail={getEnv().smtp !== undefined} />;
}

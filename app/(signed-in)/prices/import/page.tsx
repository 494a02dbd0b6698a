import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { ImportScreen } from "@/components/prices-import/import-screen";

export const metadata: Metadata = { title: "Import prices" };

export default async function ImportPricesPage() {
  const { scopes } = await requireViewer();
  return <ImportScreen canEdit={scopes.includes("prices:write")} />;
}

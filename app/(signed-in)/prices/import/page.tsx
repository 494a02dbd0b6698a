import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { ImportScreen } from "@/components/prices-import/import-screen";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Import prices") };
}

export default async function ImportPricesPage() {
  const { scopes } = await requireViewer();
  return <ImportScreen canEdit={scopes.includes("prices:write")} />;
}

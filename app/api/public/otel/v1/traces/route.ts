import { storeExport } from "@/app/_server/store-export";
import { langfuseTracesOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

export const POST = storeExport(langfuseTracesOperation, "traces");

import { storeExport } from "@/app/_server/store-export";
import { otlpLogsOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

export const POST = storeExport(otlpLogsOperation, "logs");

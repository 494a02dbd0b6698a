import { storeExport } from "@/app/_server/store-export";
import { otlpTracesOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

export const POST = storeExport(otlpTracesOperation, "traces");

import { storeTraces } from "@/app/_server/otlp-traces";
import { langfuseTracesOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

export const POST = storeTraces(langfuseTracesOperation);

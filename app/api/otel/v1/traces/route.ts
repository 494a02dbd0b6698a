import { storeTraces } from "@/app/_server/otlp-traces";
import { otlpTracesOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

export const POST = storeTraces(otlpTracesOperation);

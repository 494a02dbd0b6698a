import { integrationRoute } from "@/app/_server/integration-route";
import { envoyOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

export const POST = integrationRoute(envoyOperation, "envoy");

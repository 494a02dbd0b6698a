import { integrationRoute } from "@/app/_server/integration-route";
import { apisixOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

export const POST = integrationRoute(apisixOperation, "apisix");

import { integrationRoute } from "@/app/_server/integration-route";
import { heliconeOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

export const POST = integrationRoute(heliconeOperation, "helicone");

import { integrationRoute } from "@/app/_server/integration-route";
import { bedrockOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

export const POST = integrationRoute(bedrockOperation, "bedrock");

import { integrationRoute } from "@/app/_server/integration-route";
import { liteLlmOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

export const POST = integrationRoute(liteLlmOperation, "litellm");

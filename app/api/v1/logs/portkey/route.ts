import { integrationRoute } from "@/app/_server/integration-route";
import { portkeyOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

export const POST = integrationRoute(portkeyOperation, "portkey");

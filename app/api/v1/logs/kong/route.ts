import { integrationRoute } from "@/app/_server/integration-route";
import { kongOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

export const POST = integrationRoute(kongOperation, "kong");

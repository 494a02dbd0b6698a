import { integrationRoute } from "@/app/_server/integration-route";
import { cloudflareOperation } from "@/lib/contract/integrations";

export const dynamic = "force-dynamic";

export const POST = integrationRoute(cloudflareOperation, "cloudflare");

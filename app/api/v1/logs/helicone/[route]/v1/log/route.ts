import { integrationRoute } from "@/app/_server/integration-route";
import { heliconeLoggerOperation } from "@/lib/contract/integrations";
import { HELICONE_ENDINGS } from "@/lib/ingest/formats/helicone";

export const dynamic = "force-dynamic";

/** Where Helicone's loggers post with http://…/api/v1/logs/helicone as their endpoint: custom, oai, anthropic, googleapis. */
export const POST = integrationRoute(heliconeLoggerOperation, "helicone", { endings: HELICONE_ENDINGS });

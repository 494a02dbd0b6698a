import { foreignRoute } from "@/app/_server/foreign-route";
import { heliconeLoggerOperation } from "@/lib/contract/foreign-doors";
import { HELICONE_ENDINGS } from "@/lib/ingest/formats/helicone";

export const dynamic = "force-dynamic";

/** Where Helicone's loggers post with http://…/api/v1/logs/helicone as their endpoint: custom, oai, anthropic, googleapis. */
export const POST = foreignRoute(heliconeLoggerOperation, "helicone", { endings: HELICONE_ENDINGS });

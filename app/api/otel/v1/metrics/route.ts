import { ignoreExport } from "@/app/_server/otlp-traces";

export const dynamic = "force-dynamic";

export const POST = ignoreExport("metrics");

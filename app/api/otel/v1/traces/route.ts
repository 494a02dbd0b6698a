import { storeTraces } from "@/app/_server/otlp-traces";

export const dynamic = "force-dynamic";

export const POST = storeTraces;

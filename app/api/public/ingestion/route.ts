import { storeLangfuseBatch } from "@/app/_server/langfuse-route";

export const dynamic = "force-dynamic";

/** Where Langfuse's client posts with this server as its base. */
export const POST = storeLangfuseBatch;

import { storeLangfuseBatch } from "@/app/_server/langfuse-route";

export const dynamic = "force-dynamic";

export const POST = storeLangfuseBatch;

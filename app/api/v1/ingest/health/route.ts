import { implement } from "@/app/_server/implement";
import { readIngestHealth } from "@/app/_server/read-ingest-health";
import { ingestHealthOperation } from "@/lib/contract/ingest-health";

export const dynamic = "force-dynamic";

export const GET = implement(ingestHealthOperation, readIngestHealth);

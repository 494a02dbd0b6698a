import type { Db, Sql } from "@/db/client";
import type { IntegrationReply } from "@/lib/contract/integration-reply";
import { jsonText } from "@/lib/http/json-text";
import { otlpJson } from "@/lib/ingest/formats/otlp/otlp-json";
import { otlpLogs } from "@/lib/ingest/formats/otlp/otlp-logs";
import { readIntegrationBody, readTraceExport } from "@/lib/ingest/formats/read-integration";

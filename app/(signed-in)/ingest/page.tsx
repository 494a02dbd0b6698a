import type { Metadata } from "next";
import { headers } from "next/headers";
import { publicOrigin } from "@/app/_server/auth";
import { requireViewer } from "@/app/_server/page-guards";
import { getDb } from "@/app/_server/runtime";
import { IngestScreen } from "@/components/ingest/ingest-screen";
import { listRejectedRecords } from "@/db/rejected-records/list-rejected-records";

export const metadata: Metadata = { title: "Ingest" };

const REFUSED_SHOWN = 50;

export default async function IngestPage() {
  const person = await requireViewer();
  const isAdmin = person.role === "admin";
  const refused = await listRejectedRecords(getDb(), { limit: REFUSED_SHOWN });
  return (
    <IngestScreen
      origin={publicOrigin(await headers())}
      isAdmin={isAdmin}
      // What a router sent by mistake is for those who run it.
      refused={isAdmin ? refused : refused.map((record) => ({ ...record, sample: null }))}
    />
  );
}

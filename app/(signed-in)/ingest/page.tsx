import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { publicOrigin } from "@/app/_server/auth";
import { requireViewer } from "@/app/_server/page-guards";
import { readIngestHealth } from "@/app/_server/read-ingest-health";
import { readLate } from "@/app/_server/read-late";
import { readReport } from "@/app/_server/read-report";
import { getReadDb } from "@/app/_server/runtime";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { IngestScreen } from "@/components/ingest/ingest-screen";
import { LateAnswers } from "@/components/shell/late-answers";
import { listBreakdowns } from "@/db/breakdowns/list-breakdowns";
import { listImports } from "@/db/imports/list-imports";
import { listRejectedGroups } from "@/db/rejected-records/list-rejected-groups";
import { listUsageSources } from "@/db/usage-records/list-usage-sources";
import { FORMATS } from "@/lib/ingest/formats/formats";
import { USAGE_SOURCES } from "@/lib/ingest/usage-files/usage-sources";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Ingest") };
}

const IMPORTS_SHOWN = 10;
const SNIPPETS = join(process.cwd(), "lib", "snippets");

// As they stand in the repository, where they are run as tests.
async function readSnippets() {
  const [openaiFetch, reportAttempts] = await Promise.all([
    readFiles("openai-fetch.ts", "send-logs.ts"),
    readFiles("report_attempts.py"),
  ]);
  return { openaiFetch, reportAttempts };
}

/** Several one after the other, each under its name. */
async function readFiles(...names: readonly string[]): Promise<string> {
  const texts = await Promise.all(names.map((name) => readFile(join(SNIPPETS, name), "utf8")));
  return names.length === 1 ? texts.join("") : texts.map((text, at) => `// ${names[at]}\n${text}`).join("\n");
}

export default async function IngestPage({ searchParams }: SearchParamsProp) {
  const user = await requireViewer();
  const isAdmin = user.role === "admin";
  const db = getReadDb();
  const now = new Date();
  const [health, rejectedGroups, imports, breakdowns, usageStored] = await Promise.all([
    readIngestHealth(),
    listRejectedGroups(db),
    isAdmin ? listImports(db, { limit: IMPORTS_SHOWN }) : [],
    listBreakdowns(db),
    listUsageSources(db),
  ]);
  const { query, tz } = await readReport(await searchParams, "/ingest");
  const { window, from, to, model, provider, region, tier } = query;
  const late = [
    readLate("/api/v1/stats/series", { ...query, metric: "requests", step: "auto" }),
    readLate("/api/v1/marks", { window, from, to, model, provider, region, tier }),
    readLate("/api/v1/spend/unpriced", { ...query, tz }),
  ];
  return (
    <>
      <LateAnswers answers={late} />
      <IngestScreen
        origin={publicOrigin(await headers())}
        isAdmin={isAdmin}
        files={await readSnippets()}
        formats={[...FORMATS.values()].map(({ name, title }) => ({ value: name, label: title }))}
        usageSources={[...USAGE_SOURCES.values()].map(({ name, title }) => ({ value: name, label: title }))}
        // What a router sent by mistake is for those who run it.
        rejectedGroups={isAdmin ? rejectedGroups : rejectedGroups.map((group) => ({ ...group, sample: null }))}
        health={health}
        imports={imports}
        breakdowns={breakdowns}
        usageStored={usageStored}
        asOf={now.toISOString()}
      />
    </>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireViewer } from "@/app/_server/page-guards";
import { getReadDb } from "@/app/_server/runtime";
import { StatementPage } from "@/components/ledger/statement-page";
import { getStatement } from "@/db/months/get-statement";
import { isAppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";

type Props = { params: Promise<{ month: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: t("Statement {month}", { month: decodeURIComponent((await params).month) }) };
}

export default async function StatementOfMonth({ params }: Props) {
  await requireViewer();
  const month = decodeURIComponent((await params).month);
  const stored = await getStatement(getReadDb(), month).catch((error: unknown) => {
    if (isAppError(error) && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  return <StatementPage statement={stored.statement} signature={stored.signature} />;
}

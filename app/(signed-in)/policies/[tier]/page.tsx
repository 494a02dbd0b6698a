import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { actorName } from "@/app/_server/caller";
import { readModelHealth } from "@/app/_server/model-health";
import { requireViewer } from "@/app/_server/page-guards";
import { getReadDb } from "@/app/_server/runtime";
import { TierScreen } from "@/components/policies/tier-screen";
import { getAliases } from "@/db/policies/get-aliases";
import { listPolicyVersions } from "@/db/policies/list-policy-versions";
import { listProposals } from "@/db/proposals/list-proposals";
import { dimensionName } from "@/lib/contract/common";
import { CATALOGUE } from "@/lib/domain/catalogue/catalogue";
import { publishPolicy, rollbackTier } from "../actions";
import { startOfTier } from "../start-of-tier";

type TierPageProps = {
  params: Promise<{ tier: string }>;
  searchParams: Promise<{ from?: string | string[]; proposal?: string | string[] }>;
};

export async function generateMetadata({ params }: TierPageProps): Promise<Metadata> {
  return { title: `${decodeURIComponent((await params).tier)} policy` };
}

export default async function TierPage({ params, searchParams }: TierPageProps) {
  const user = await requireViewer();
  const named = dimensionName.safeParse(decodeURIComponent((await params).tier));
  if (!named.success) notFound();
  const tier = named.data;
  const canEdit = user.role === "admin";
  const db = getReadDb();
  const now = new Date();
  const [versions, health, { aliases }] = await Promise.all([
    listPolicyVersions(db, { tier }),
    readModelHealth(now, tier),
    getAliases(db),
  ]);
  const [published = null] = versions;
  // Only who could publish it gets the form of a tier that does not exist.
  if (!published && !canEdit) notFound();
  const { from, proposal } = await searchParams;
  const { proposals, needs_approval: needsApproval } = await listProposals(db, { tier });
  const asked = canEdit && typeof proposal === "string" ? proposal : null;
  const loaded = proposals.find(({ id }) => String(id) === asked) ?? null;
  return (
    <TierScreen
      key={tier}
      tier={tier}
      published={published}
      start={published ?? (await startOfTier(db, { tier, from: typeof from === "string" ? from : null }))}
      loaded={loaded}
      missing={loaded ? null : asked}
      needsApproval={needsApproval}
      versions={versions}
      health={health}
      asOf={now.toISOString()}
      models={CATALOGUE.map(({ id }) => id)}
      aliases={aliases}
      canEdit={canEdit}
      viewer={actorName(user)}
      publish={publishPolicy}
      rollback={rollbackTier}
    />
  );
}

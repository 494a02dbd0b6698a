import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { actorName } from "@/app/_server/caller";
import { readModelHealth } from "@/app/_server/model-health";
import { requireViewer } from "@/app/_server/page-guards";
import { getReadDb } from "@/app/_server/runtime";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { TierScreen } from "@/components/policies/tier-screen";
import { getAliases } from "@/db/policies/get-aliases";
import { listPolicyVersions } from "@/db/policies/list-policy-versions";
import { listProposals } from "@/db/proposals/list-proposals";
import { dimensionName } from "@/lib/contract/common";
import type { TierPolicy } from "@/lib/contract/policy";
import { CATALOGUE } from "@/lib/domain/catalogue/catalogue";
import { replaceCandidate } from "@/lib/domain/policies/replace-candidate";
import { suggestCandidates } from "@/lib/domain/policies/suggest-candidates";
import { t } from "@/lib/messages/translate";
import { publishPolicy, rollbackTier } from "../actions";
import { startOfTier } from "../start-of-tier";

type TierPageProps = {
  params: Promise<{ tier: string }>;
  searchParams: SearchParamsProp["searchParams"];
};

export async function generateMetadata({ params }: TierPageProps): Promise<Metadata> {
  return { title: t("{tier} policy", { tier: decodeURIComponent((await params).tier) }) };
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
  const { from, proposal, ...sent } = await searchParams;
  const { proposals, needs_approval: needsApproval } = await listProposals(db, { tier });
  const asked = canEdit && typeof proposal === "string" ? proposal : null;
  const loaded = proposals.find(({ id }) => String(id) === asked) ?? null;
  const start = published ?? (await startOfTier(db, { tier, from: typeof from === "string" ? from : null }));
  return (
    <TierScreen
      key={tier}
      tier={tier}
      published={published}
      start={start}
      suggested={canEdit ? suggestedOf(start, sent) : null}
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

/** What an address suggests, of a region where it names one: a primary and fallback, or a successor in a model's place. */
function suggestedOf(start: TierPolicy, sent: Record<string, string | string[] | undefined>): TierPolicy | null {
  const name = (value: string | string[] | undefined) => dimensionName.safeParse(value).data ?? null;
  const [primary, fallback, region] = [name(sent.primary), name(sent.fallback), name(sent.region)];
  if (primary !== null) return suggestCandidates(start, { primary, fallback, region });
  const [model, successor] = [name(sent.replace), name(sent.successor)];
  return model === null || successor === null ? null : replaceCandidate(start, { model, successor, region });
}

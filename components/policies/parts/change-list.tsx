import type { TierPolicy } from "@/lib/contract/policy";
import { diffPolicies } from "@/lib/domain/policies/policy-diff";
import { t } from "@/lib/messages/translate";
import { describeSameOpening } from "../thresholds/describe-thresholds";
import { ChangeItems } from "./change-items";
import textClasses from "./text.module.css";

type ChangeListProps = { before: TierPolicy | null; after: TierPolicy; label: string; same?: string };

/** What differs between two policies, in words. */
export function ChangeList({ before, after, label, same = t("Nothing changes.") }: ChangeListProps) {
  if (before === null) return <p className={textClasses.help}>{t("The first version of this tier.")}</p>;
  const changes = diffPolicies(before, after);
  if (changes.length === 0) return <p className={textClasses.help}>{same}</p>;
  const without = describeSameOpening(before.failover, after.failover);
  return (
    <>
      <ChangeItems label={label} items={changes.map(({ field, text }) => ({ key: `${field} ${text}`, text }))} />
      {without && <p className={textClasses.help}>{without}</p>}
    </>
  );
}

"use client";

import { describeDaysLeft, urgencyOf } from "@/components/policies/retirements/describe-role";
import { RetiringRoles } from "@/components/policies/retirements/retiring-roles";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { ModelName } from "@/components/ui/model-name";
import { Notice } from "@/components/ui/notice";
import { Pill } from "@/components/ui/pill";
import { readOptions } from "@/lib/client/read-options";
import type { CatalogueModel } from "@/lib/contract/catalogue";
import { formatCount } from "@/lib/domain/format";
import { prepareRetirements } from "./prepare-retirements";

/** When providers end the model, who comes next and which policies must change; nothing where no end is announced. */
export function RetirementNotice({ facts, canEdit }: { facts: readonly CatalogueModel[]; canEdit: boolean }) {
  const { data } = useLiveQuery(readOptions("/api/v1/retirements", {}));
  if (data === undefined) return null;
  return prepareRetirements(facts, data).map((ending) => (
    <Notice key={ending.provider} as="div" tone={urgencyOf(ending)} spaced>
      <div>
        {ending.days_left <= 0 ? "Retired" : "Retires"} at {ending.provider}{" "}
        <Pill tone={urgencyOf(ending)}>{describeDaysLeft(ending)}</Pill> {ending.retires_on} is the first day without
        it.{" "}
        {ending.replaced_by === null ? (
          "No successor is known."
        ) : (
          <>
            Successor: <ModelName model={ending.replaced_by} />
          </>
        )}
        {ending.attempts !== undefined && ` · ${formatCount(ending.attempts)} attempts in 30 days`}
      </div>
      {ending.roles !== undefined && (
        <RetiringRoles retirement={{ ...ending, roles: ending.roles }} canEdit={canEdit} />
      )}
    </Notice>
  ));
}

"use client";

import { describeDaysLeft, urgencyOf } from "@/components/policies/retirements/describe-role";
import { RetiringRoles } from "@/components/policies/retirements/retiring-roles";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { ModelName } from "@/components/ui/model-name";
import { Notice } from "@/components/ui/notice";
import { Pill } from "@/components/ui/pill";
import { rich } from "@/components/ui/rich";
import { readOptions } from "@/lib/client/read-options";
import type { CatalogueModel } from "@/lib/contract/catalogue";
import { formatCount } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { prepareRetirements } from "./prepare-retirements";

/** When providers end the model, who comes next and which policies must change; nothing where no end is announced. */
export function RetirementNotice({ facts, canEdit }: { facts: readonly CatalogueModel[]; canEdit: boolean }) {
  const { data } = useLiveQuery(readOptions("/api/v1/retirements", {}));
  if (data === undefined) return null;
  return prepareRetirements(facts, data).map((ending) => (
    <Notice key={ending.provider} as="div" tone={urgencyOf(ending)} spaced>
      <div>
        {rich(
          "{isOver, select, yes {Retired} other {Retires}} at {provider} {left} {day} is the first day without it.",
          {
            isOver: ending.days_left <= 0 ? "yes" : "no",
            provider: ending.provider,
            left: <Pill tone={urgencyOf(ending)}>{describeDaysLeft(ending)}</Pill>,
            day: ending.retires_on,
          },
        )}{" "}
        {ending.replaced_by === null
          ? t("No successor is known.")
          : rich("Successor: {model}", { model: <ModelName model={ending.replaced_by} /> })}
        {ending.attempts !== undefined &&
          ` · ${t("{attempts} attempts in 30 days", { attempts: formatCount(ending.attempts) })}`}
      </div>
      {ending.roles !== undefined && (
        <RetiringRoles retirement={{ ...ending, roles: ending.roles }} canEdit={canEdit} />
      )}
    </Notice>
  ));
}

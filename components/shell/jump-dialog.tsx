"use client";

import "./spotlight.css";
import { Spotlight, type SpotlightActionGroupData, spotlight } from "@mantine/spotlight";
import { IconBookmark } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { modelHref } from "@/components/ui/model-href";
import { ModelDot } from "@/components/ui/model-name";
import { readOptions } from "@/lib/client/read-options";
import { t } from "@/lib/messages/translate";
import { describeViewOwner } from "./describe-view-owner";
import { SCREEN_ICONS, useScreens } from "./main-nav";
import { useShell } from "./shell-context";
import { useCarriedHref } from "./use-carried-href";

/** The screens, saved views and models one can jump to; opens each time it is asked for anew. */
export function JumpDialog({ asked }: { asked: number }) {
  const router = useRouter();
  const carry = useCarriedHref();
  const { dimensions } = useShell();
  const views = useQuery(readOptions("/api/v1/views", {})).data?.views ?? [];
  useEffect(() => {
    if (asked > 0) spotlight.open();
  }, [asked]);

  const actions: SpotlightActionGroupData[] = [
    {
      group: t("Screens"),
      actions: useScreens().map(({ href, label, hint }) => {
        const Icon = SCREEN_ICONS[href];
        return {
          id: href,
          label: t(label),
          description: t(hint),
          leftSection: <Icon size={18} aria-hidden />,
          onClick: () => router.push(carry(href)),
        };
      }),
    },
    {
      group: t("Views"),
      actions: views.map((view) => ({
        id: `view ${view.id}`,
        label: view.name,
        description: describeViewOwner(view),
        leftSection: <IconBookmark size={18} aria-hidden />,
        onClick: () => router.push(view.address),
      })),
    },
    {
      group: t("Models"),
      actions: dimensions.model.map((model) => ({
        id: `model ${model}`,
        label: model,
        leftSection: <ModelDot model={model} />,
        onClick: () => router.push(carry(modelHref(model))),
      })),
    },
  ];
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      highlightQuery
      limit={14}
      nothingFound={t("No screen, view or model has that name")}
      searchProps={{ placeholder: t("Screen, view or model"), "aria-label": t("Screen, view or model") }}
      transitionProps={{ duration: 0 }}
    />
  );
}

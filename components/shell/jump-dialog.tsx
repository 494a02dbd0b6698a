"use client";

import "./spotlight.css";
import { Spotlight, type SpotlightActionGroupData, spotlight } from "@mantine/spotlight";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { modelHref } from "@/components/ui/model-href";
import { ModelDot } from "@/components/ui/model-name";
import { SCREEN_ICONS, useScreens } from "./main-nav";
import { useShell } from "./shell-context";
import { useCarriedHref } from "./use-carried-href";

/** The screens and models one can jump to; opens each time it is asked for anew. */
export function JumpDialog({ asked }: { asked: number }) {
  const router = useRouter();
  const carry = useCarriedHref();
  const { dimensions } = useShell();
  useEffect(() => {
    if (asked > 0) spotlight.open();
  }, [asked]);

  const actions: SpotlightActionGroupData[] = [
    {
      group: "Screens",
      actions: useScreens().map(({ href, label, hint }) => {
        const Icon = SCREEN_ICONS[href];
        return {
          id: href,
          label,
          description: hint,
          leftSection: <Icon size={18} aria-hidden />,
          onClick: () => router.push(carry(href)),
        };
      }),
    },
    {
      group: "Models",
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
      nothingFound="No screen or model has that name"
      searchProps={{ placeholder: "Screen or model", "aria-label": "Screen or model" }}
      transitionProps={{ duration: 0 }}
    />
  );
}

"use client";

import { Button, Kbd, UnstyledButton } from "@mantine/core";
import { Spotlight, type SpotlightActionGroupData, spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { ModelDot } from "@/components/ui/model-name";
import { SCREEN_ICONS, useScreens } from "./main-nav";
import { useShell } from "./shell-context";
import { useCarriedHref } from "./use-carried-href";

/** Ctrl-K (or ⌘K): type to jump to a screen or a model. */
export function JumpTo() {
  const router = useRouter();
  const carry = useCarriedHref();
  const { dimensions } = useShell();
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
        onClick: () => router.push(carry(`/models/${encodeURIComponent(model)}`)),
      })),
    },
  ];
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        onClick={spotlight.open}
        visibleFrom="sm"
      >
        Jump to
      </Button>
      <UnstyledButton onClick={spotlight.open} aria-label="Jump to a screen or model" hiddenFrom="sm" p={6}>
        <IconSearch size={20} stroke={1.7} aria-hidden />
      </UnstyledButton>
      <Spotlight
        actions={actions}
        shortcut={["mod + K"]}
        highlightQuery
        limit={12}
        nothingFound="No screen or model has that name"
        searchProps={{ placeholder: "Screen or model", "aria-label": "Screen or model" }}
        transitionProps={{ duration: 0 }}
      />
    </>
  );
}

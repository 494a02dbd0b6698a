"use client";

import { Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { t } from "@/lib/messages/translate";

type NewTierProps = { tiers: readonly string[] };

/** Names a tier and goes to its form; nothing exists before that is published. */
export function NewTier({ tiers }: NewTierProps) {
  const router = useRouter();
  const [name, setName] = useState("");
  const [from, setFrom] = useState("");
  const [error, setError] = useState<string | null>(null);

  function go() {
    const tier = name.trim();
    const problem = problemOf(tier, tiers);
    setError(problem);
    if (problem) return;
    const suffix = from ? `?from=${encodeURIComponent(from)}` : "";
    router.push(`/policies/${encodeURIComponent(tier)}${suffix}`);
  }

  return (
    <Popover
      label={t("New tier")}
      align="end"
      width={300}
      trigger={(tie) => (
        <Button leftSection={<IconPlus size={14} aria-hidden />} {...tie}>
          {t("New tier")}
        </Button>
      )}
    >
      {() => (
        <form
          noValidate
          aria-label={t("Name a new tier")}
          onSubmit={(event) => {
            event.preventDefault();
            go();
          }}
        >
          <Stack gap="xs">
            <TextInput
              label={t("Tier name")}
              description={t("The tier name that routers send in logs and decisions.")}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={error}
            />
            <NativeSelect
              label={t("Start from")}
              data={[{ value: "", label: t("The usual thresholds") }, ...tiers]}
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
            <Group justify="end">
              <Button type="submit">{t("Open its form")}</Button>
            </Group>
          </Stack>
        </form>
      )}
    </Popover>
  );
}

function problemOf(tier: string, tiers: readonly string[]): string | null {
  if (tier === "") return t("Required");
  if (tier.length > 200) return t("Must have at most 200 characters");
  if (tier === "." || tier === "..") return t("Cannot be a dot");
  return tiers.includes(tier) ? t("This tier exists; open it in the list") : null;
}

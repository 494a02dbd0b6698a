"use client";

import { Button, Group, Popover, Select, Stack, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useState } from "react";

type NewTierProps = { tiers: readonly string[] };

/** Names a tier and goes to its form; nothing exists before that is published. */
export function NewTier({ tiers }: NewTierProps) {
  const router = useRouter();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState("");
  const [from, setFrom] = useState<string | null>(null);
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
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={300} trapFocus>
      <Popover.Target>
        <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setOpened(!opened)}>
          New tier
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          noValidate
          aria-label="New tier"
          onSubmit={(event) => {
            event.preventDefault();
            go();
          }}
        >
          <Stack gap="xs">
            <TextInput
              label="Tier name"
              description="What routers send as tier in their logs and decisions."
              data-autofocus
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={error}
            />
            <Select
              label="Start from"
              placeholder="The usual thresholds"
              clearable
              data={[...tiers]}
              value={from}
              onChange={setFrom}
              comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
            />
            <Group justify="end">
              <Button type="submit">Go to its form</Button>
            </Group>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

function problemOf(tier: string, tiers: readonly string[]): string | null {
  if (tier === "") return "Required";
  if (tier.length > 200) return "Must have at most 200 characters";
  if (tier === "." || tier === "..") return "Cannot be a dot";
  return tiers.includes(tier) ? "This tier exists; open it in the list" : null;
}

"use client";

import { ActionIcon, Menu, Text } from "@mantine/core";
import { IconLogout, IconUserCircle } from "@tabler/icons-react";
import { ColorSchemeItems } from "./color-scheme-menu";
import { useShell } from "./shell-context";

const ROLE_LABELS = { viewer: "Viewer", finance: "Finance", admin: "Admin" };

async function signOut() {
  await fetch("/api/auth/sign-out", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
  // A full load, so that nothing this person saw stays in memory.
  window.location.assign("/sign-in");
}

/** Who is signed in, the colour scheme, and the way out. */
export function UserMenu() {
  const { user } = useShell();
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon size="lg" aria-label={`Account of ${user.name}`}>
          <IconUserCircle size={22} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--sw-ink)">
            {user.name}
          </Text>
          <Text size="xs">
            {user.email} · {ROLE_LABELS[user.role]}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>Appearance</Menu.Label>
        <ColorSchemeItems />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

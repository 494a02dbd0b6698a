"use client";

import { ActionIcon, Popover, Stack, Text } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";

export type Explanation = { formula: string; note?: ReactNode };

/** "Explain this number": the formula behind a figure, on demand. */
export function Explain({ title, formula, note }: Explanation & { title: string }) {
  return (
    <Popover width={300} position="bottom-end" withArrow>
      <Popover.Target>
        <ActionIcon size="sm" aria-label={`Explain ${title}`}>
          <IconHelpCircle size={15} stroke={1.7} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={6}>
          <Text size="sm" fw={620}>
            {title}
          </Text>
          <Text size="sm" ff="monospace" fz={12}>
            {formula}
          </Text>
          {note && (
            <Text size="xs" c="dimmed" component="div">
              {note}
            </Text>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";

/** The way to the alias table, in a sentence. */
export function AliasLink() {
  return (
    <Anchor component={Link} inherit underline="always" href="/policies?tab=aliases">
      alias
    </Anchor>
  );
}

import { Anchor } from "@mantine/core";
import Link from "next/link";

/** A tier's name, which leads to its policy. */
export function TierLink({ tier }: { tier: string }) {
  return (
    <Anchor component={Link} inherit href={`/policies/${encodeURIComponent(tier)}`}>
      {tier}
    </Anchor>
  );
}

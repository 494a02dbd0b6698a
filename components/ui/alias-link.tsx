"use client";

import Link from "next/link";

/** The way to the alias table, in a sentence. */
export function AliasLink() {
  return <Link href="/policies?tab=aliases">alias</Link>;
}

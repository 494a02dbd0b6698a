"use client";

import Link from "next/link";
import { t } from "@/lib/messages/translate";

/** The way to the alias table, in a sentence. */
export function AliasLink() {
  return <Link href="/policies?tab=aliases">{t("alias")}</Link>;
}

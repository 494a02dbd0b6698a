import type { Metadata } from "next";
import Link from "next/link";
import { NoticePage } from "@/components/shell/notice-page";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Not found") };
}

export default function NotFound() {
  return (
    <NoticePage title={t("Nothing at this address")}>
      <p>{t("The link may be old or mistyped.")}</p>
      <Link href="/">{t("Back to the overview")}</Link>
    </NoticePage>
  );
}

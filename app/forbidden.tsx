import Link from "next/link";
import { NoticePage } from "@/components/shell/notice-page";
import { t } from "@/lib/messages/translate";

export default function Forbidden() {
  return (
    <NoticePage title={t("This page is not for your role")}>
      <p>{t("Ask an admin for a role that can see it.")}</p>
      <Link href="/">{t("Back to the overview")}</Link>
    </NoticePage>
  );
}

import Link from "next/link";
import { NoticePage } from "@/components/shell/notice-page";

export default function Forbidden() {
  return (
    <NoticePage title="This page is not for your role">
      <p>Ask an admin for a role that can see it.</p>
      <Link href="/">Back to the overview</Link>
    </NoticePage>
  );
}

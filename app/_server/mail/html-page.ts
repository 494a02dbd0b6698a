const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as it stands in HTML, also within quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

/** Text without line ends and other control characters, so that a name is no line of its own. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}

const STYLE = `
body { margin: 0; padding: 24px; background: #ffffff; color: #1d2430; font: 15px/1.5 system-ui, "Segoe UI", Arial, sans-serif; }
h1 { font-size: 20px; margin: 0 0 16px; } h2 { font-size: 15px; margin: 24px 0 8px; }
table { border-collapse: collapse; } th, td { padding: 4px 24px 4px 0; text-align: left; vertical-align: top; }
td.number { padding: 4px 0 4px 24px; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
tr.total td, tr.total th { font-weight: 700; } th { font-weight: 400; } a { color: #1f5fbf; } .muted { color: #5a6472; }
@media (prefers-color-scheme: dark) {
  body { background: #14181f; color: #e6e9ee; } a { color: #8ab4f8; } .muted { color: #a3adba; }
}`;

/** A page of a mail: nothing is loaded from elsewhere, and it is dark where the reader's programs are. `body` is HTML. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body>${body}</body></html>
`;
}

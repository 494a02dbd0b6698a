/** A command that posts one record to this server, for a POSIX shell: its time is the shell's own. */
export function curlLine(origin: string): string {
  const record =
    '[{"id":"first-\'"$(date +%s)"\'","started_at":"\'"$(date -u +%Y-%m-%dT%H:%M:%SZ)"\'","model":"deepseek-v4-flash","tier":"standard","region":"us-east-1","outcome":"ok","duration_ms":900,"ttft_ms":210,"input_tokens":1200,"output_tokens":260}]';
  return [
    `curl -sS ${origin}/api/v1/logs \\`,
    `  -H "Authorization: Bearer $SWITCHYARD_API_KEY" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${record}'`,
  ].join("\n");
}

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

export type ProxyConfig = { program: string; args: string[]; env?: Record<string, string> };
type Place = { folder: string; port: number; upstream: number };

/** As an operator would begin: gzip on, and everything else, buffering too, as the program has it by itself. */
function nginx({ folder, port, upstream }: Place): ProxyConfig {
  const file = path.join(folder, "nginx.conf");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(" ");
  writeFileSync(
    file,
    `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr error;
    events {}
    http {
      access_log off; ${temporary}
      gzip on; gzip_proxied any; gzip_min_length 1; gzip_types application/json application/x-ndjson text/event-stream;
      server {
        listen 127.0.0.1:${port};
        client_max_body_size 16m;
        location / {
          proxy_pass http://127.0.0.1:${upstream};
          proxy_set_header Host $http_host;
          proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
          proxy_set_header X-Forwarded-Proto https;
        }
      }
    }`,
  );
  return { program: "nginx", args: ["-p", folder, "-c", file, "-e", "stderr"] };
}

function haproxy({ folder, port, upstream }: Place): ProxyConfig {
  const file = path.join(folder, "haproxy.cfg");
  writeFileSync(
    file,
    `defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  option forwardfor
  option httpchk
  compression algo gzip
  compression type application/json application/x-ndjson text/event-stream
frontend in
  bind 127.0.0.1:${port}
  http-request set-header X-Forwarded-Proto https
  default_backend switchyard
backend switchyard
  server one 127.0.0.1:${upstream} check inter 500ms
`,
  );
  return { program: "haproxy", args: ["-db", "-f", file] };
}

function apache({ folder, port, upstream }: Place): ProxyConfig {
  const file = path.join(folder, "apache.conf");
  const modules = ["mpm_event", "authz_core", "filter", "deflate", "headers", "proxy", "proxy_http"]
    .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
    .join("\n");
  writeFileSync(
    file,
    `${modules}
ServerName localhost
ServerRoot ${folder}
DefaultRuntimeDir ${folder}
PidFile ${folder}/apache.pid
ErrorLog ${folder}/error.log
Listen 127.0.0.1:${port}
User www-data
Group www-data
AddOutputFilterByType DEFLATE application/json application/x-ndjson text/event-stream
RequestHeader set X-Forwarded-Proto https
ProxyPreserveHost On
ProxyPass / http://127.0.0.1:${upstream}/
ProxyPassReverse / http://127.0.0.1:${upstream}/
`,
  );
  return { program: "apache2", args: ["-DFOREGROUND", "-f", file] };
}

const CONFIGS = { nginx, haproxy, apache2: apache };
export type ProxyName = keyof typeof CONFIGS;
export const PROXY_NAMES: readonly ProxyName[] = ["nginx", "haproxy", "apache2"];

/** Writes what the program needs into the folder, and says how it is started in the foreground. */
export function writeProxyConfig(name: ProxyName, place: Place): ProxyConfig {
  mkdirSync(place.folder, { recursive: true });
  return CONFIGS[name](place);
}

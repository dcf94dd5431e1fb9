// Starts nginx and Apache as plain processes of their own, with the sample that the build wrote for each and the site as
// their root. Nothing of the machine's own configuration is used.
import { spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "./program.mjs";

// Milliseconds that a server may take to answer.
const PATIENCE = 10_000;
// Where Debian has what nginx and Apache load.
const NGINX = "/usr/lib/nginx/modules/";
const APACHE = "/usr/lib/apache2/modules/";
const TYPES = "/etc/mime.types";

/** nginx, which has a module of its own for what lies there compressed by Brotli: with it the sample's comment goes. */
const nginx = {
  program: () => findProgram("NGINX", ["nginx"], "nginx"),
  sample: "nginx.conf",
  adapted: (sample) => sample.replace("# brotli_static on;", "brotli_static on;"),
  configuration: ({ port, folder, sample }) => `
    daemon off;
    master_process off;
    pid ${folder}/pid;
    error_log ${folder}/errors;
    load_module ${NGINX}ngx_http_brotli_static_module.so;
    events {}
    http {
      access_log off;
      include /etc/nginx/mime.types;
      ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/temp;`).join(" ")}
      server { listen 127.0.0.1:${port}; root ${folder}/site; include ${sample}; }
    }`,
  arguments: (file) => ["-c", file],
};

const apache = {
  program: () => findProgram("APACHE", ["apache2", "httpd"], "Apache"),
  sample: "apache.conf",
  adapted: (sample) => sample,
  configuration: ({ port, folder, sample }) => `
    ServerName localhost
    Listen 127.0.0.1:${port}
    PidFile ${folder}/pid
    ErrorLog ${folder}/errors
    ${["mpm_event", "authz_core", "mime", "dir", "headers", "rewrite", "filter", "deflate"].map((name) => `LoadModule ${name}_module ${APACHE}mod_${name}.so`).join("\n")}
    ${process.getuid() === 0 ? "User www-data\nGroup www-data" : ""}
    TypesConfig ${TYPES}
    # As Debian has it: what lies there compressed must not be compressed once more.
    AddOutputFilterByType DEFLATE text/html
    DocumentRoot ${folder}/site
    <Directory ${folder}/site>
      Require all granted
      Include ${sample}
    </Directory>`,
  arguments: (file) => ["-X", "-f", file],
};

export const SERVERS = { nginx, Apache: apache };

/** Starts one of them on a free port: `url` ends with a slash, `close` ends it. */
export async function start({ program, sample, adapted, configuration, arguments: given }) {
  const folder = mkdtempSync(join(tmpdir(), "served-"));
  // A server that root starts reads as somebody else.
  chmodSync(folder, 0o755);
  cpSync("dist", join(folder, "site"), { recursive: true });
  mkdirSync(join(folder, "temp"));
  const [own, file] = [join(folder, sample), join(folder, "server.conf")];
  writeFileSync(own, adapted(readFileSync(join("dist-servers", sample), "utf8")));
  const port = await freePort();
  writeFileSync(file, configuration({ port, folder, sample: own }));
  const server = spawn(program(), given(file), { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  server.stderr.on("data", (octets) => (said += octets));
  const errors = join(folder, "errors");
  const ended = new Promise((done) => server.once("exit", done));
  const close = async () => {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true });
  };
  const url = `http://127.0.0.1:${port}/`;
  const until = Date.now() + PATIENCE;
  while (!(await ask(url).then(() => true, () => false))) {
    if (server.exitCode !== null || Date.now() > until) {
      if (existsSync(errors)) said += readFileSync(errors, "utf8");
      await close();
      throw new Error(`${sample}: the server does not answer.\n${said}`);
    }
  }
  return { url, close };
}

/** What a server answers to whoever takes what is compressed in this way, as it is sent. */
export function ask(address, encoding = "identity") {
  return new Promise((resolve, reject) => {
    const asked = request(address, { headers: { "accept-encoding": encoding } }, (answer) => {
      const pieces = [];
      answer.on("data", (piece) => pieces.push(piece));
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, octets: Buffer.concat(pieces) }));
    });
    asked.on("error", reject);
    asked.end();
  });
}

function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

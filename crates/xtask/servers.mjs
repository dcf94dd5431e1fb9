// What a server has to know of the site: the content security policy under which it works, and samples for two servers.
import { createHash } from "node:crypto";

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/**
 * The strictest policy under which everything works, for the scripts and the style sheets that are within the page. The page
 * may be embedded anywhere; who wants something else adds `frame-ancestors`.
 */
export function policyOf({ scripts, styles }) {
  const directives = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'wasm-unsafe-eval'", ...scripts.map(hash)],
    "style-src": ["'self'", ...styles.map(hash)],
    "img-src": ["'self'", "data:", "blob:"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "worker-src": ["'self'"],
    "frame-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
  };
  return Object.entries(directives).map(([name, sources]) => `${name} ${sources.join(" ")}`).join("; ");
}

// A file whose name carries the hash of what is in it never changes.
const FIXED = "-[0-9a-f]{16}(_bg)?\\.[a-z]+$";
const FOR_EVER = "public, max-age=31536000, immutable";

export function nginxConfiguration(policy) {
  const headers = (caching) => `add_header Access-Control-Allow-Origin "*";
    add_header Content-Security-Policy "${policy}";
    add_header X-Content-Type-Options "nosniff";
    add_header Cache-Control "${caching}";`;
  return `# The site on nginx: include this in a \`server\` block whose \`root\` is the folder of the site.
# Without ngx_http_brotli_static_module the line \`brotli_static\` stays as it is, a comment.
# Where a platform launches the page by cmi5, connect-src has the address of its record store, too.

gzip_static on;
gzip_vary on;
# brotli_static on;

location / {
    # A frame with sandbox="allow-scripts" is of no origin, and may load the files only where every origin may. What has no
    # hash in its name is asked for anew each time.
    ${headers("no-cache")}
    index index.html;
}

location ~ "${FIXED}" {
    ${headers(FOR_EVER)}
    types {
        application/wasm wasm;
        text/javascript js;
        text/css css;
        application/octet-stream bin;
    }
}

location = /manifest.webmanifest {
    ${headers("no-cache")}
    default_type application/manifest+json;
    types { }
}
`;
}

export function apacheConfiguration(policy) {
  const encoded = [["br", "br"], ["gz", "x-gzip"]].map(
    ([ending, name]) => `    RewriteCond %{HTTP:Accept-Encoding} ${ending === "br" ? "br" : "gzip"}
    RewriteCond %{REQUEST_FILENAME}.${ending} -f
    RewriteRule ^(.*)\\.(html|js|css|wasm|bin|json|svg|webmanifest)$ $1.$2.${ending} [L]
    <FilesMatch "\\.${ending}$">
        Header set Content-Encoding ${name.replace("x-", "")}
        Header append Vary Accept-Encoding
    </FilesMatch>`,
  );
  const types = [["js", "text/javascript"], ["wasm", "application/wasm"], ["css", "text/css"], ["html", "text/html"], ["json", "application/json"], ["svg", "image/svg+xml"], ["webmanifest", "application/manifest+json"], ["bin", "application/octet-stream"]];
  const typed = types.map(([ending, type]) => `<FilesMatch "\\.${ending}(\\.br|\\.gz)?$">\n    ForceType ${type}\n</FilesMatch>`);
  return `# The site on Apache: as \`.htaccess\` in the folder of the site, or in its \`<Directory>\`. It needs mod_headers, and
# mod_rewrite to send what lies there compressed.
# Where a platform launches the page by cmi5, connect-src has the address of its record store, too.

DirectoryIndex index.html
# A frame with sandbox="allow-scripts" is of no origin, and may load the files only where every origin may.
Header set Access-Control-Allow-Origin "*"
Header set Content-Security-Policy "${policy}"
Header set X-Content-Type-Options "nosniff"

# What has no hash in its name is asked for anew each time.
Header set Cache-Control "no-cache"
<FilesMatch "-[0-9a-f]{16}(_bg)?\\.[a-z]+(\\.br|\\.gz)?$">
    Header set Cache-Control "${FOR_EVER}"
</FilesMatch>

${typed.join("\n")}

<IfModule mod_rewrite.c>
    RewriteEngine On
${encoded.join("\n")}
    # What was compressed here is not compressed once more.
    RewriteRule "\\.(br|gz)$" "-" [E=no-gzip:1,E=no-brotli:1]
</IfModule>
`;
}

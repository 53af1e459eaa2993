import type { Setting } from './values/judge-value.ts';

export type FileKind = 'yaml' | 'json' | 'lines' | 'code' | 'prose' | 'generated';

const code =
  /\.(?:[cm]?[jt]sx?|go|py|rb|java|kt|kts|scala|rs|c|cc|cpp|h|hpp|cs|fs|php|swift|m|lua|pl|ex|exs|erl|clj|dart|vue|svelte|groovy|gradle|star|bzl|rego|cue|jsonnet|libsonnet|sql|proto|graphql|css|scss|less|html?|nix|vim|zig)$/i;
const prose =
  /\.(?:md|mdx|rst|adoc|asciidoc|gotmpl)$|(?:^|\/)(?:README|CHANGELOG|LICENSE|CONTRIBUTING|NOTES\.txt)[^/]*$/i;
const generated =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|go\.(?:sum|mod)|Cargo\.lock|poetry\.lock|uv\.lock|Gemfile\.lock|composer\.lock|Pipfile\.lock|bun\.lockb?|flake\.lock|Chart\.lock|\.terraform\.lock\.hcl|deno\.lock|.*\.min\.(?:js|css)|.*\.map|.*\.svg|.*\.snap|.*\.kbld\.lock\.ya?ml)$/i;
const yaml =
  /\.ya?ml(?:\.(?:tpl|tmpl|gotmpl|j2|dec|decrypted|plain|bak|orig|dist|example|sample|template))?$/i;
const json =
  /\.(?:json|jsonc|json5|tfstate|ipynb|webmanifest|har)(?:\.(?:backup|bak|tpl|example|sample))?$|(?:^|\/)\.(?:dockerconfigjson|dockercfg|babelrc|eslintrc)$/i;
const lines =
  /\.(?:env|properties|ini|conf|cfg|cnf|toml|tfvars|tf|hcl|sh|bash|zsh|ksh|fish|ps1|bat|cmd|service|xml|config|txt|csv|log|reg|plist|ovpn|j2|tmpl|mk)$|(?:^|\/)(?:\.env[^/]*|\.envrc|[^/]*\.env\.[^/]+|\.npmrc|\.yarnrc|\.pypirc|\.netrc|_netrc|\.pgpass|\.htpasswd|\.my\.cnf|\.s3cfg|\.boto|\.git-credentials|\.curlrc|\.wgetrc|Dockerfile[^/]*|[^/]*\.Dockerfile|Makefile|Jenkinsfile|Vagrantfile|Procfile|Tiltfile)$/i;
const examples =
  /(?:^|[/._-])(?:i18n|l10n|locales?|langs?|translations?|messages)(?:[/._-]|$)|(?:^|[/._-])(?:examples?|samples?|dist|testdata|fixtures|__tests__|__mocks__)(?:[/._-]|$)|(?:^|\/)ci\/[^/]*values\.ya?ml$|_test\.ya?ml$|\.(?:env|ya?ml)\.(?:template|tpl)$|(?:^|\/)\.?env[._-](?:template|tpl|schema|defaults?)$/i;

/** What a file is, by its name first and by its beginning where the name does not say. */
export function fileKind(path: string, text: string): FileKind {
  if (generated.test(path)) return 'generated';
  if (yaml.test(path)) return looksLikeJson(text) ? 'json' : 'yaml';
  if (json.test(path)) return 'json';
  if (lines.test(path)) return 'lines';
  if (prose.test(path)) return 'prose';
  if (code.test(path)) return 'code';
  const start = text.slice(0, 4000);
  if (start.startsWith('#!')) return 'lines';
  if (looksLikeJson(start)) return 'json';
  return /^(?:---(?:\s|$)|(?:apiVersion|kind|[\w.-]+):(?:\s|$))/m.test(start) ? 'yaml' : 'lines';
}

const looksLikeJson = (text: string): boolean =>
  /^\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:[{"[\]]|$))/.test(text.slice(0, 400));

/** How strict names are taken in a file. */
export function fileSetting(path: string, kind: FileKind): Setting {
  if (kind === 'prose' || examples.test(path)) return 'example';
  return kind === 'code' || kind === 'generated' ? 'code' : 'settings';
}

/** What differs between the forges: where comments are, how they are asked for, which ones are the pipeline's own. */
const forges = {
  github: String.raw`const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN, NUMBER } = process.env;
const api = GITHUB_API_URL + '/repos/' + GITHUB_REPOSITORY + '/issues';
const comments = api + '/' + NUMBER + '/comments';
const one = (id) => api + '/comments/' + id;
const change = 'PATCH';
const headers = { authorization: 'Bearer ' + GITHUB_TOKEN, accept: 'application/vnd.github+json' };
const isOwn = ({ user }) => user.type === 'Bot';
`,
  gitlab: String.raw`const { CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, GITOPS_TOKEN } = process.env;
if (!GITOPS_TOKEN) {
  console.log('There is no GITOPS_TOKEN: the plan is among the artifacts only.');
  process.exit(0);
}
const comments = CI_API_V4_URL + '/projects/' + CI_PROJECT_ID + '/merge_requests/' + CI_MERGE_REQUEST_IID + '/notes';
const one = (id) => comments + '/' + id;
const change = 'PUT';
const headers = { 'private-token': GITOPS_TOKEN };
const me = await call('GET', CI_API_V4_URL + '/user');
const isOwn = ({ author }) => author.id === me.id;
`,
};

/** A script that writes a file into the one comment of a pull request that it keeps. */
export const commentScript = (
  forge: keyof typeof forges,
): string => `// Writes a file into one comment of the pull request; the next run changes that comment.
import { readFile } from 'node:fs/promises';

${forges[forge]}const marker = '<!-- nx-gitops plan -->';
const limit = 60000; // a comment has an end
const text = await readFile(process.argv[2], 'utf8');
const body =
  marker + '\\n' + (text.length > limit ? text.slice(0, limit) + '\\n\\n… (the log has all of it)' : text);

const known = await find();
await (known ? call(change, one(known.id), { body }) : call('POST', comments, { body }));

async function find() {
  for (let page = 1; ; page++) {
    const some = await call('GET', comments + '?per_page=100&page=' + page);
    const found = some.find((comment) => isOwn(comment) && comment.body.startsWith(marker));
    if (found || some.length < 100) return found;
  }
}

async function call(method, url, content) {
  const response = await fetch(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: content && JSON.stringify(content),
  });
  if (!response.ok) throw new Error(method + ' ' + url + ': ' + response.status + ' ' + (await response.text()));
  return response.json();
}
`;

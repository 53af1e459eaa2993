import { formatAge } from './format-age.ts';
import { html, type Html } from './html.ts';
import type { Revision } from './report-data.ts';

/** The versions of a snapshot in Git with what each of them changed. */
export const revisionList = (revisions: readonly Revision[], now: string): Html =>
  revisions.length === 0
    ? html`<p class="soft">Git has no snapshot of this environment.</p>`
    : html`<details>
        <summary>Changes of the snapshot <span class="soft">(${revisions.length})</span></summary>
        ${revisions.map(
          ({ commit, at, author, subject, patch }) =>
            html`<details>
              <summary>
                ${subject}
                <span class="soft"
                  ><code>${commit.slice(0, 10)}</code>, ${formatAge(at, now)} ago, ${author}</span
                >
              </summary>
              <pre tabindex="0">${patch.split('\n').map(patchLine)}</pre>
            </details>`,
        )}
      </details>`;

function patchLine(line: string): Html {
  if (line.startsWith('+')) return html`<ins>${line}</ins>`;
  if (line.startsWith('-')) return html`<del>${line}</del>`;
  return html`${line}${'\n'}`;
}

import { countOf } from '../count-of.ts';
import type { ObjectTree } from '../manifest/object-tree.ts';
import { runningRelease, type ReleaseRecord } from '../release/release-record.ts';
import { formatAge } from './format-age.ts';
import { html, type Html } from './html.ts';
import {
  isReachable,
  type ClusterProblem,
  type ClusterReport,
  type EnvironmentReport,
} from './report-data.ts';
import { revisionList } from './revision-list.ts';

/** Everything of one environment; what is long is folded. */
export const environmentSection = (environment: EnvironmentReport, now: string): Html => html`
  <section aria-labelledby="environment-${environment.name}">
    <h2 id="environment-${environment.name}">${environment.name}</h2>
    ${
      isReachable(environment.cluster)
        ? clusterPart(environment.cluster, environment, now)
        : problemPart(environment.cluster)
    }
    ${revisionList(environment.revisions, now)}
  </section>
`;

const problemPart = ({ problem, isUnrendered }: ClusterProblem): Html =>
  isUnrendered
    ? html`<p><span class="state warn">not rendered yet</span>: ${problem}</p>`
    : html`<p><span class="state bad">cluster not reached</span>: ${problem}</p>`;

function clusterPart(cluster: ClusterReport, { namespace }: EnvironmentReport, now: string): Html {
  const running = runningRelease({ releases: cluster.history }) && cluster.history[0];
  return html`<dl>
      <dt>Runs</dt>
      <dd>
        ${
          running
            ? html`<code>${running.commit?.slice(0, 10) ?? 'no commit'}</code>
                ${running.subject ?? ''}, ${outcome(running)} ${formatAge(running.at, now)} ago by
                ${running.by}`
            : 'nothing: it was never deployed'
        }
      </dd>
      <dt>Where</dt>
      <dd>namespace ${namespace}, context ${cluster.context}</dd>
      <dt>Plan</dt>
      <dd>${verdict(cluster.planned, 'nothing to change', 'to change')}</dd>
      <dt>Drift</dt>
      <dd>${verdict(cluster.drifted, 'none', 'not as in the snapshot')}</dd>
    </dl>
    ${folded('Plan', cluster.planned, linesOf(cluster.plan))}
    ${folded('Drift', cluster.drifted, linesOf(cluster.drift))}
    ${folded(
      'Resources',
      countObjects(cluster.tree),
      html`<ul class="tree">
        ${cluster.tree.map(branch)}
      </ul>`,
    )}
    ${folded('History', cluster.history.length, historyTable(cluster, now))}`;
}

const verdict = (count: number, none: string, some: string): Html =>
  count === 0
    ? html`<span class="state good">${none}</span>`
    : html`<span class="state warn">${countOf(count, 'object')} ${some}</span>`;

const linesOf = (lines: readonly string[]): Html =>
  html`<pre tabindex="0">${lines.join('\n')}</pre>`;

/** Nothing to unfold is no heading. */
const folded = (title: string, count: number, body: Html): Html =>
  count === 0
    ? html``
    : html`<details>
        <summary>${title} <span class="soft">(${count})</span></summary>
        ${body}
      </details>`;

const countObjects = (trees: readonly ObjectTree[]): number =>
  trees.reduce((sum, { children }) => sum + 1 + countObjects(children), 0);

const moods: Readonly<Record<string, string>> = { ok: 'good', ongoing: 'warn', fail: 'bad' };

const branch = ({ kind, name, state, reason, children }: ObjectTree): Html =>
  html`<li>
    ${kind} <strong>${name}</strong>
    <span class="state ${moods[state] ?? 'soft'}">${state}</span>${reason && html` ${reason}`}
    ${
      children.length > 0 &&
      html`<ul>
        ${children.map(branch)}
      </ul>`
    }
  </li>`;

const done = {
  deploy: 'deployed',
  rollback: 'rolled back',
  preview: 'shown as a preview',
  'drift-fix': 'drift fixed',
  delete: 'deleted',
} as const;

/** What became of a release, in words. */
function outcome({ kind, result }: ReleaseRecord): Html {
  if (result === 'deployed') return html`<span class="state good">${done[kind]}</span>`;
  return html`<span class="state bad"
    >${kind} ${result === 'failed' ? 'failed' : 'not ended'}</span
  >`;
}

const historyTable = ({ history }: ClusterReport, now: string): Html => html`
  <div class="wide" tabindex="0" role="region" aria-label="History">
    <table>
      <thead>
        <tr>
          ${['When', 'What', 'Commit', 'Snapshot', 'By'].map((one) => html`<th scope="col">${one}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${history.map(
          (one) =>
            html`<tr>
              <td><time datetime="${one.at}">${formatAge(one.at, now)} ago</time></td>
              <td>${outcome(one)} ${one.override !== undefined && html`<br />${one.override}`}</td>
              <td><code>${one.commit?.slice(0, 10) ?? 'none'}</code> ${one.subject ?? ''}</td>
              <td><code>${one.digest.slice(0, 19)}</code>${one.isDirty && ' (not committed)'}</td>
              <td>${one.by}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>
`;

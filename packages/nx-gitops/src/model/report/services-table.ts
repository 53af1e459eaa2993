import { formatAge } from './format-age.ts';
import { html, type Html } from './html.ts';
import type { LockReport, ReportData } from './report-data.ts';

const words = {
  fresh: ['good', 'up to date'],
  stale: ['warn', 'behind its sources'],
  held: ['warn', 'held'],
  missing: ['bad', 'no lock'],
  unreadable: ['bad', 'lock not readable'],
} as const;

/** Services × environments: digest, commit, age. */
export const servicesTable = ({ services, environments, at }: ReportData): Html => html`
  <div class="wide" tabindex="0" role="region" aria-labelledby="services">
    <table>
      <caption>
        What each environment pins
      </caption>
      <thead>
        <tr>
          <th scope="col">Service</th>
          ${environments.map(({ name }) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${services.map(
          (service) =>
            html`<tr>
              <th scope="row">${service}</th>
              ${environments.map(({ locks }) =>
                cell(
                  locks.find((lock) => lock.service === service),
                  at,
                ),
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>
`;

function cell(lock: LockReport | undefined, now: string): Html {
  if (!lock) return html`<td class="soft">not deployed here</td>`;
  const [mood, word] = words[lock.state];
  return html`<td>
    <span class="state ${mood}">${word}</span>${lock.reason !== undefined && html`: ${lock.reason}`}
    ${lock.image !== undefined && html`<br /><code title="${lock.image}">${shortDigest(lock.image)}</code>`}
    ${
      lock.commit !== undefined &&
      lock.at !== undefined &&
      html`<br /><span class="soft"
          ><code>${lock.commit.slice(0, 10)}</code>, ${formatAge(lock.at, now)} ago</span
        >`
    }
  </td>`;
}

/** The first twelve digits of a digest tell two images apart. */
const shortDigest = (image: string): string => /@(sha256:[0-9a-f]{12})/.exec(image)?.[1] ?? image;

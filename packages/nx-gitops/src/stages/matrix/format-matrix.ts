import { formatDuration } from '../../model/duration.ts';
import { formatTable } from '../../model/format-table.ts';
import type { Matrix, MatrixCell } from './matrix.ts';

/** The matrix as a table: digest, age, and how far it is behind. `now` is the time in milliseconds. */
export function formatMatrix({ environments, cells }: Matrix, now: number): string[] {
  if (cells.length === 0) return ['No environment has a lock of a service in this commit'];
  const services = [...new Set(cells.map(({ service }) => service))];
  return formatTable([
    ['service', ...environments],
    ...services.map((service) => [
      service,
      ...environments.map((environment) => {
        const cell = cells.find(
          (one) => one.service === service && one.environment === environment,
        );
        return cell ? formatCell(cell, now) : '–';
      }),
    ]),
  ]);
}

function formatCell({ images, commit, since, behind, state }: MatrixCell, now: number): string {
  const digest = images[0]?.newImage.replace(/^.*@sha256:(.{12}).*$/, '$1') ?? '?';
  return [
    digest,
    ...(commit === undefined ? ['not committed'] : [commit.slice(0, 7)]),
    ...(since === undefined ? [] : [formatDuration(now - Date.parse(since))]),
    ...(behind === undefined ? ['behind ?'] : behind > 0 ? [`-${behind}`] : []),
    ...(state === 'held' ? ['held'] : []),
  ].join(' ');
}

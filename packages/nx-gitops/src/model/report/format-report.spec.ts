import { expect, it } from 'vitest';
import { formatAge } from './format-age.ts';
import { formatReport } from './format-report.ts';
import type { ReportData } from './report-data.ts';

const now = '2026-01-02T03:04:05.000Z';
const data: ReportData = {
  application: 'shop <&>',
  at: now,
  commit: 'c0ffee'.padEnd(40, '0'),
  services: ['web'],
  environments: [
    {
      name: 'staging',
      namespace: 'shop',
      locks: [
        {
          service: 'web',
          state: 'held',
          image: `registry.example/web@sha256:${'ab'.repeat(32)}`,
          commit: 'beef'.padEnd(40, '0'),
          at: '2026-01-01T03:04:05.000Z',
          reason: '"too" slow',
        },
      ],
      revisions: [
        {
          commit: 'f00',
          at: now,
          author: 'Ann',
          subject: 'a <b>',
          patch: '@@ -1 +1 @@\n-a: 1\n+a: <2>',
        },
      ],
      cluster: { problem: 'no answer from <here>', isUnrendered: false },
    },
  ],
};

it('escapes everything that comes from outside', () => {
  const page = formatReport(data);
  expect(page).toContain('<h1>shop &lt;&amp;&gt;</h1>');
  expect(page).toContain('no answer from &lt;here&gt;');
  expect(page).toContain('<ins>+a: &lt;2&gt;</ins>');
  expect(page).toContain('&quot;too&quot; slow');
});

it('shows digest, commit, age and why a lock is held', () => {
  const page = formatReport(data).replace(/\s+/g, ' ');
  expect(page).toContain('>held</span>: &quot;too&quot; slow');
  expect(page).toContain('sha256:abababababab</code>');
  expect(page).toContain('<code>beef000000</code>, 1 day ago');
});

it('asks for nothing from outside and runs no script', () => {
  const page = formatReport(data);
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/<script|https?:/);
});

it.each([
  ['2026-01-02T03:04:00Z', 'less than a minute'],
  ['2026-01-02T03:02:00Z', '2 minutes'],
  ['2026-01-02T02:00:00Z', '1 hour'],
  ['2025-12-02T03:04:05Z', '31 days'],
])('says how old %s is', (at, age) => {
  expect(formatAge(at, now)).toBe(age);
});

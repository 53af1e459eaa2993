import { expect, it } from 'vitest';
import { pinChartText } from './pin-chart.ts';

const locks = new Map([['catalog', 'registry.example/catalog@sha256:0']]);

it('pins the images that a chart writes out, and nothing else', () => {
  expect(pinChartText('  - image: catalog # ours\n', locks)).toBe(
    '  - image: registry.example/catalog@sha256:0 # ours\n',
  );
  expect(pinChartText('image: "catalog"\n', locks)).toContain(
    '"registry.example/catalog@sha256:0"',
  );
  for (const text of ['image: {{ .Values.image }}\n', 'name: catalog\n', 'image: catalog-db\n']) {
    expect(pinChartText(text, locks)).toBe(text);
  }
});

import { describe, expect, it } from 'vitest';
import { readsSubcharts } from './reads-subcharts.ts';
import { readTemplateFacts } from './template-facts.ts';

const facts = (text: string) => readTemplateFacts([{ path: 'x.yaml', text, digest: '1' }]);

it('finds the names that are defined and called, but not in comments', () => {
  const text =
    '{{- define "a.name" -}}x{{ end }}{{ include "b.name" . }}{{ template `c` . }}{{/* include "no" . */}}';
  expect(facts(text)).toMatchObject({
    defines: [['1', ['a.name']]],
    uses: ['b.name', 'c'],
    isDynamic: false,
  });
});

it.each([
  ['{{ include (printf "%s.name" .Chart.Name) . }}', true],
  ['{{ tpl .Values.text . }}', true],
  ['{{ include $name . }}', true],
  ['{{ include (print $.Template.BasePath "/config.yaml") . | sha256sum }}', false],
  ['include what you like', false],
])('judges whether %s computes a name', (text, expected) => {
  expect(facts(text).isDynamic).toBe(expected);
});

it.each([
  ['{{ $_ := set .Values.global "a" 1 }}', true],
  ['{{ $g := .Values.global }}{{ $_ := set $g "a" 1 }}', true],
  ['{{ $_ := merge .Values.own (dict "a" 1) }}', false],
])('judges whether %s changes what charts share', (text, expected) => {
  expect(facts(text).crosses !== undefined).toBe(expected);
});

describe('the templates of the umbrella chart', () => {
  const reads = (text: string): string | undefined =>
    readsSubcharts([{ path: 'x.yaml', text, digest: '1' }], new Set(['orders']));

  it.each([
    '{{ .Values.title }}',
    '{{ include "own" . | nindent 2 }}',
    '{{ with .Values.map }}{{ toYaml . }}{{ end }}',
    '{{ .Chart.Name }} {{ $.Release.Name }}',
  ])('reads no subchart in %s', (text) => {
    expect(reads(text)).toBeUndefined();
  });

  it.each([
    '{{ .Values.orders.port }}',
    '{{ toYaml .Values }}',
    '{{ index .Values "orders" }}',
    '{{ .Subcharts.orders.Chart.Name }}',
    '{{ $root := . }}',
    '{{ with .Values.map }}{{ toYaml $ }}{{ end }}',
    '{{ .Chart.Dependencies }}',
  ])('may read one in %s', (text) => {
    expect(reads(text)).toContain('x.yaml uses');
  });
});

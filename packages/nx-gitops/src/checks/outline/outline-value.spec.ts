import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { outlineValue } from './outline-value.ts';
import { outlineYaml } from './outline-yaml.ts';

const rules = `# who may read
creation_rules:
  - path_regex: secrets/.*\\.yaml$
    encrypted_regex: "^(data|stringData)$"
    age: age1a,age1b # two
  - path_regex: '^values\\.enc\\.yaml$'
    mac_only_encrypted: true
    shamir_threshold: 2
    key_groups:
      - age: [age1a, age1b]
        pgp:
          - ABC
      - kms:
          - arn: arn:aws:kms:a
            role:
stores: { yaml: { indent: 2 } }
`;

it('reads what the parser reads', () => {
  expect(outlineValue(outlineYaml(rules))).toEqual(parse(rules));
});

it.each([
  'a: &x 1\nb: *x\n',
  'a: 1\na: 2\n',
  'a: 1\n---\nb: 1\n',
  'a: >-\n  b\n',
  'a: []\n',
  '',
  '- a\n',
])('leaves %j to the parser', (text) => {
  expect(outlineValue(outlineYaml(text))).toBeUndefined();
});

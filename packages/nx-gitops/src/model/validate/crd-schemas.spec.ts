import { expect, it } from 'vitest';
import { readCrdSchemas } from './crd-schemas.ts';

const crd = (openAPIV3Schema: unknown, served = true) => ({
  kind: 'CustomResourceDefinition',
  spec: {
    group: 'shop.example',
    names: { kind: 'Shelf' },
    versions: [{ name: 'v1', served, schema: { openAPIV3Schema } }],
  },
});

const schemaOf = (spec: unknown) =>
  (
    readCrdSchemas(crd({ type: 'object', properties: { spec } }))[0]!.schema['properties'] as {
      spec: unknown;
    }
  ).spec;

it('makes unknown fields errors, and lets null stand for a field that is not there', () => {
  expect(
    schemaOf({ type: 'object', required: ['a'], properties: { a: { type: 'string' } } }),
  ).toEqual({
    type: ['object', 'null'],
    required: ['a'],
    properties: { a: { type: ['string', 'null'] } },
    additionalProperties: false,
  });
});

it('knows the fields that every object has', () => {
  const [found] = readCrdSchemas(crd({ type: 'object', properties: {} }));
  expect(found).toMatchObject({ group: 'shop.example', kind: 'Shelf', version: 'v1' });
  expect(Object.keys(found!.schema['properties'] as object)).toEqual([
    'apiVersion',
    'kind',
    'metadata',
  ]);
});

it('keeps open what the CRD keeps open', () => {
  const preserve = { 'x-kubernetes-preserve-unknown-fields': true };
  expect(schemaOf({ type: 'object', ...preserve, properties: { a: {} } })).not.toHaveProperty(
    'additionalProperties',
  );
  expect(schemaOf({ type: 'object', additionalProperties: { type: 'integer' } })).toMatchObject({
    additionalProperties: { type: ['integer', 'null'] },
  });
});

it('takes integers and strings where the CRD does', () => {
  expect(schemaOf({ 'x-kubernetes-int-or-string': true })).toEqual({
    type: ['integer', 'string', 'null'],
  });
});

it('keeps the flags of OpenAPI, and names the draft that has them', () => {
  expect(schemaOf({ type: 'integer', minimum: 0, exclusiveMinimum: true, maximum: 9 })).toEqual({
    type: ['integer', 'null'],
    minimum: 0,
    exclusiveMinimum: true,
    maximum: 9,
  });
  expect(readCrdSchemas(crd({ type: 'object' }))[0]!.schema['$schema']).toContain('draft-04');
});

it('does not close the schemas that only narrow values', () => {
  expect(
    schemaOf({
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      oneOf: [{ required: ['a'] }, { properties: { b: { enum: ['x'] } }, required: ['b'] }],
    }),
  ).toMatchObject({
    oneOf: [{ required: ['a'] }, { properties: { b: { enum: ['x', null] } }, required: ['b'] }],
    additionalProperties: false,
  });
});

it('leaves out versions that are not served, and other objects', () => {
  expect(readCrdSchemas(crd({ type: 'object' }, false))).toEqual([]);
  expect(readCrdSchemas({ kind: 'Service' })).toEqual([]);
  expect(readCrdSchemas(undefined)).toEqual([]);
});

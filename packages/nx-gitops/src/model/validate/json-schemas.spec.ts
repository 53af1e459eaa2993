import { expect, it } from 'vitest';
import { schemaFileName, toJsonSchema, type OpenApi } from './json-schemas.ts';

const openApi: OpenApi = {
  definitions: {
    'io.k8s.Deployment': {
      type: 'object',
      properties: {
        spec: { $ref: '#/definitions/io.k8s.Spec' },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
      },
      'x-kubernetes-group-version-kind': [{ group: 'apps', version: 'v1', kind: 'Deployment' }],
    },
    'io.k8s.Spec': {
      type: 'object',
      required: ['cpu'],
      properties: {
        cpu: { $ref: '#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity' },
        again: { $ref: '#/definitions/io.k8s.Spec' },
        list: { type: 'array', items: { type: 'integer' } },
      },
    },
    'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: 'string' },
    'io.k8s.Unused': { type: 'object' },
  },
};

it('makes a strict schema with all that it refers to, and nothing else', () => {
  expect(toJsonSchema(openApi, 'apps/v1', 'Deployment')).toMatchInlineSnapshot(`
    {
      "$ref": "#/definitions/io.k8s.Deployment",
      "definitions": {
        "io.k8s.Deployment": {
          "additionalProperties": false,
          "properties": {
            "labels": {
              "additionalProperties": {
                "type": [
                  "string",
                  "null",
                ],
              },
              "type": [
                "object",
                "null",
              ],
            },
            "spec": {
              "$ref": "#/definitions/io.k8s.Spec",
            },
          },
          "type": [
            "object",
            "null",
          ],
        },
        "io.k8s.Spec": {
          "additionalProperties": false,
          "properties": {
            "again": {
              "$ref": "#/definitions/io.k8s.Spec",
            },
            "cpu": {
              "$ref": "#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity",
            },
            "list": {
              "items": {
                "type": [
                  "integer",
                  "null",
                ],
              },
              "type": [
                "array",
                "null",
              ],
            },
          },
          "required": [
            "cpu",
          ],
          "type": [
            "object",
            "null",
          ],
        },
        "io.k8s.apimachinery.pkg.api.resource.Quantity": {
          "type": [
            "string",
            "number",
            "null",
          ],
        },
      },
    }
  `);
});

it('does not know other kinds', () => {
  expect(toJsonSchema(openApi, 'v1', 'Deployment')).toBeUndefined();
});

it.each([
  ['apps/v1', 'Deployment', 'deployment-apps-v1.json'],
  ['v1', 'Service', 'service-v1.json'],
  ['networking.k8s.io/v1', 'Ingress', 'ingress-networking-v1.json'],
])('names the file of %s %s as kubeconform does', (apiVersion, kind, expected) => {
  expect(schemaFileName(apiVersion, kind)).toBe(expected);
});

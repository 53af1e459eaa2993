import type { Files } from '../write-missing.ts';

const include = (name: string): string => `{{- include "service-library.${name}" . }}\n`;

/** The templates of a service in an umbrella chart that has `service-library`. */
export const libraryTemplates: Files = {
  'templates/deployment.yaml': include('deployment'),
  'templates/network-policy.yaml': include('networkPolicy'),
  'templates/pod-disruption-budget.yaml': include('podDisruptionBudget'),
  'templates/service-account.yaml': include('serviceAccount'),
  'templates/service.yaml': include('service'),
};

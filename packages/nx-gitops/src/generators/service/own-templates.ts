import { deploymentTemplate } from './deployment-template.ts';
import type { Files } from '../write-missing.ts';

const metadata = `metadata:
  name: {{ .Chart.Name }}
  namespace: {{ .Release.Namespace }}
  labels:
    app.kubernetes.io/name: {{ .Chart.Name }}
    app.kubernetes.io/instance: {{ .Release.Name }}
`;

/** The templates of a service in an umbrella chart without a library: they stand for themselves. */
export const ownTemplates: Files = {
  'templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
${metadata}${deploymentTemplate}`,
  'templates/network-policy.yaml': `# Pods of the same namespace may call it.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
${metadata}spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ .Chart.Name }}
      app.kubernetes.io/instance: {{ .Release.Name }}
  policyTypes:
    - Ingress
  ingress:
    - ports:
        - port: 8080
      from:
        - podSelector: {}
`,
  'templates/pod-disruption-budget.yaml': `{{- if gt (int .Values.replicas) 1 }}
apiVersion: policy/v1
kind: PodDisruptionBudget
${metadata}spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: {{ .Chart.Name }}
      app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
`,
  'templates/service-account.yaml': `apiVersion: v1
kind: ServiceAccount
${metadata}automountServiceAccountToken: false
`,
  'templates/service.yaml': `apiVersion: v1
kind: Service
${metadata}spec:
  type: ClusterIP
  selector:
    app.kubernetes.io/name: {{ .Chart.Name }}
    app.kubernetes.io/instance: {{ .Release.Name }}
  ports:
    - name: http
      port: 80
      targetPort: http
`,
};

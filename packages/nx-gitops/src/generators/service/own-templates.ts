import type { Files } from '../write-missing.ts';
import { deploymentTemplate } from './deployment-template.ts';
import type { ChartPlan } from './normalize-options.ts';

/** The metadata of every object of a service. */
export const metadata = `metadata:
  name: {{ .Chart.Name }}
  namespace: {{ .Release.Namespace }}
  labels:
    app.kubernetes.io/name: {{ .Chart.Name }}
    app.kubernetes.io/instance: {{ .Release.Name }}
`;

/** The templates of a service in an umbrella chart without a library: they stand for themselves. */
export const ownTemplates = ({ networkPolicy, pdb }: ChartPlan): Files => ({
  'templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
${metadata}  annotations:
    # The image is pinned by digest: to pull it again cannot change it.
    kube-score/ignore: container-image-pull-policy
${deploymentTemplate}`,
  ...(networkPolicy ? { 'templates/network-policy.yaml': networkPolicyText } : {}),
  ...(pdb ? { 'templates/pod-disruption-budget.yaml': budgetText } : {}),
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
});

const networkPolicyText = `# Pods of the same namespace may call it, and an ingress controller where there is an Ingress. It may call what it likes.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
${metadata}spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ .Chart.Name }}
      app.kubernetes.io/instance: {{ .Release.Name }}
  policyTypes:
    - Ingress
    - Egress
  ingress:
    - ports:
        - port: 8080
      {{- if not .Values.ingress }}
      from:
        - podSelector: {}
      {{- end }}
  egress:
    - {}
`;

const budgetText = `{{- if or (gt (int .Values.replicas) 1) .Values.autoscaling }}
apiVersion: policy/v1
kind: PodDisruptionBudget
${metadata}spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: {{ .Chart.Name }}
      app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
`;

{{- define "service-library.peer" -}}
podSelector:
  matchLabels:
    app.kubernetes.io/name: {{ .name }}
    app.kubernetes.io/instance: {{ .release }}
{{- end }}

{{- define "service-library.networkPolicy" -}}
{{- $release := .Release.Name -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ .Chart.Name }}
  {{- include "service-library.metadata" . | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "service-library.selector" . | nindent 6 }}
  policyTypes:
    - Ingress
    - Egress
  {{- /* An empty "from" would let everyone in. */}}
  {{- if or .Values.public .Values.calledBy }}
  ingress:
    - ports:
        - port: {{ .Values.port | default 8080 }}
      {{- if not .Values.public }}
      from:
        {{- range .Values.calledBy }}
        - {{ include "service-library.peer" (dict "name" . "release" $release) | indent 10 | trim }}
        {{- end }}
      {{- end }}
  {{- else }}
  ingress: []
  {{- end }}
  {{- if or .Values.calls .Values.egress }}
  egress:
    - ports:
        - port: 53
          protocol: UDP
        - port: 53
          protocol: TCP
      to:
        - namespaceSelector: {}
          podSelector:
            matchLabels:
              k8s-app: kube-dns
    {{- range .Values.calls }}
    - ports:
        - port: 8080
      to:
        - {{ include "service-library.peer" (dict "name" . "release" $release) | indent 10 | trim }}
    {{- end }}
    {{- range .Values.egress }}
    - ports:
        - port: {{ .port }}
      to:
        - {{ include "service-library.peer" (dict "name" .name "release" $release) | indent 10 | trim }}
    {{- end }}
  {{- else }}
  egress: []
  {{- end }}
{{- end }}

{{- define "service-library.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .Chart.Name }}
  {{- include "service-library.metadata" . | nindent 2 }}
automountServiceAccountToken: false
{{- end }}
